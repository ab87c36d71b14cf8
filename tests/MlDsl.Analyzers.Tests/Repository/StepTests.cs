using System.Text.RegularExpressions;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Repository;

/// <summary>Whoever adds a step says who runs it: the build machine, the long suites, or a person who measures.</summary>
public sealed partial class StepTests
{
    private static readonly string[] Lists = ["eng/test.sh", ".ci/run", "eng/long.sh"];

    private static IEnumerable<string> Steps => Directory.GetFiles(Path.Combine(CSharp.Root, "eng", "steps"), "*.sh").Select(static f => Path.GetFileNameWithoutExtension(f));

    [Fact]
    public void EachStepIsInAList() => Assert.Empty(Steps.Except(Listed()).Except(Measured()));

    [Fact]
    public void WhatIsListedIsAStep() => Assert.Empty(Listed().Concat(Measured()).Except(Steps));

    // `bash eng/test.sh a b`, and `steps=(a b)` for a call without names.
    private static IEnumerable<string> Listed() => Lists.SelectMany(static list => Call().Matches(File.ReadAllText(Path.Combine(CSharp.Root, list))))
        .SelectMany(static call => (call.Groups[1].Value + call.Groups[2].Value).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // The rows of the table of measuring steps: | `name` | what it prints |.
    private static IEnumerable<string> Measured() => Row().Matches(File.ReadAllText(Path.Combine(CSharp.Root, "CONTRIBUTING.md"))).Select(static row => row.Groups[1].Value);

    [GeneratedRegex(@"^(?:MLDSL_SAMPLE=\d+ )?bash eng/test\.sh ([a-z\- ]+)$|steps=\(([a-z ]+)\)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\| `([a-z\-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
