namespace MlDsl.Tool.Tests;

/// <summary>Findings that are known, accepted or silenced.</summary>
public sealed class BaselineTests
{
    private const string Evaluation = "        return ml.Regression.Evaluate(model.Transform(rows), \"Fare\");\n";

    [Fact]
    public async Task WhatIsListedIsNotToldAgain()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        Assert.Equal(1, (await code.Analyze("--write-baseline", code["known.tsv"])).Code);
        // The file changes above, and the line is indented otherwise.
        code.Write("Score.cs", "// more\n\n" + CodeFolder.Leak.Replace("        return", "    return", StringComparison.Ordinal));
        Answer answer = await code.Analyze("--baseline", code["known.tsv"]);
        Assert.Equal(0, answer.Code);
        Assert.Contains("1 in the baseline", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherLineOfTheSameTextIsNew()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        await code.Analyze("--write-baseline", code["known.tsv"]);
        code.Write("Score.cs", CodeFolder.Leak + CodeFolder.Leak[CodeFolder.Leak.IndexOf("public static class", StringComparison.Ordinal)..].Replace("Scoring", "Again", StringComparison.Ordinal));
        Answer answer = await code.Analyze("--baseline", code["known.tsv"]);
        Assert.Equal(1, answer.Code);
        Assert.Contains("1 finding in", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangedLineIsNew()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        await code.Analyze("--write-baseline", code["known.tsv"]);
        code.Write("Score.cs", CodeFolder.Leak.Replace("\"Fare\");\n    }", "labelColumnName: \"Fare\");\n    }", StringComparison.Ordinal));
        Assert.Equal(1, (await code.Analyze("--baseline", code["known.tsv"])).Code);
    }

    [Fact]
    public async Task WhatIsAcceptedIsListedWithItsReason()
    {
        using var code = CodeFolder.With(CodeFolder.Leak.Replace("    public static RegressionMetrics", "    [MlDsl.AcceptLeakageRisk(\"MLD1101\", \"a first look\")]\n    public static RegressionMetrics", StringComparison.Ordinal));
        Answer answer = await code.Analyze("--accepted", "--sarif", code["out.sarif"]);
        Assert.Equal(0, answer.Code);
        Assert.Contains("accepted MLD1101: a first look", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 accepted or silenced", answer.Output, StringComparison.Ordinal);
        var suppression = Assert.Single(code.Results("out.sarif")).GetProperty("suppressions")[0];
        Assert.Equal(("inSource", "a first look"), (suppression.GetProperty("kind").GetString(), suppression.GetProperty("justification").GetString()));
    }

    [Fact]
    public async Task WhatAPragmaSilencesIsListed()
    {
        using var code = CodeFolder.With(CodeFolder.Leak.Replace(Evaluation, "#pragma warning disable MLD1101\n" + Evaluation, StringComparison.Ordinal));
        Answer answer = await code.Analyze("--accepted", "--write-baseline", code["known.tsv"]);
        Assert.Equal(0, answer.Code);
        Assert.Contains("accepted MLD1101: by #pragma", answer.Output, StringComparison.Ordinal);
        Assert.Equal("# mldsl baseline 1\n", File.ReadAllText(code["known.tsv"]));
    }
}
