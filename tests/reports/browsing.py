"""What a reader does with a page in a browser."""

SET = (
    "const set = (id, value) => { const field = document.getElementById(id); field.value = value;"
    " field.dispatchEvent(new Event('change')); };"
)


def run(browser, script, *arguments):
    return browser.execute_script(script, *arguments)


def question(browser, place=0):
    run(browser, "document.querySelectorAll('.question')[arguments[0] + 1].click()", place)


def texts(browser, selector):
    return run(
        browser, "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector
    )


def enter(browser, field, text):
    run(browser, SET.replace("change", "input") + "set(arguments[0], arguments[1])", field, text)


def all_words(browser):
    """Show every word: at first these are twelve."""
    run(browser, "for (let b; (b = document.querySelector('#more-words button')); ) b.click()")


def word(browser, wanted):
    all_words(browser)
    run(
        browser,
        "[...document.querySelectorAll('button.word')].find((e) => e.textContent === arguments[0]).click()",
        wanted,
    )
