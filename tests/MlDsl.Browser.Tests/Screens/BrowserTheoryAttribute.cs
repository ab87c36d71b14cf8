using MlDsl.Testing;

namespace MlDsl.Browser.Tests.Screens;

/// <summary>A test of several cases that needs a browser, and data files: skipped where MLDSL_BROWSER names none, because no other test wants one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute(params string[] needs) =>
        Skip = Chromium.Program is null ? "not here: a browser; MLDSL_BROWSER names its program, as 'bash eng/test.sh seeing' does" : Needs.Missing(needs);
}
