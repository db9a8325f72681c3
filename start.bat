@echo off
rem Opens the desk in the browser: start it, or drop a survey file on this icon. The first time it sets up (Python 3.11
rem or later, and a network for the packages). TEXTMINE_PYTHON names a Python that has textmine already.
rem This file is UTF-8, which the next line tells the console; its lines end as Windows wants them.
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
set "HERE=%~dp0"
set "PYTHON=%HERE%.venv\Scripts\python.exe"
if defined TEXTMINE_PYTHON set "PYTHON=%TEXTMINE_PYTHON%"
if defined TEXTMINE_PYTHON goto run
if exist "%HERE%.venv\Scripts\textmine.exe" goto run

set "FOUND="
for %%P in ("python" "python3" "py -3") do (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=%%~P"
)
if not defined FOUND goto missing
echo 初回の準備をしています（数分かかります）。 / Setting up, once; it takes some minutes.
%FOUND% -m venv "%HERE%.venv" || goto failed
"%PYTHON%" -m pip install -q --disable-pip-version-check -e "%HERE%." || goto failed

:run
"%PYTHON%" -m textmine open %*
goto end

:missing
echo Python 3.11 以降が見つかりません。https://www.python.org/downloads/ から入れて、もう一度実行してください。
echo There is no Python 3.11 or later; install it from https://www.python.org/downloads/ and start this again.
goto end

:failed
echo 準備できませんでした。上のメッセージとネットワークを確かめて、もう一度実行してください。
echo This could not be set up; see the message above, check the network, and start this again.

:end
pause
