namespace MlDsl.Tool.Tests;

/// <summary>What the tool refuses, and how: exit code 2 and the way out.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("analyze nowhere", "'nowhere' does not exist; name a solution, a project or a folder")]
    [InlineData("analyze . --rule MLD9999", "there is no rule 'MLD9999'; the rules are MLD1001,")]
    [InlineData("analyze . --reference nowhere", "--reference 'nowhere' does not exist")]
    [InlineData("analyze . --severity loud", "'--severity'")]
    [InlineData("analyze . --baseline nowhere", "the baseline '")]
    [InlineData("analyze", "'mldsl analyze --help' lists the options")]
    [InlineData("analyse .", "analyse")]
    public async Task AWrongQuestionIsNamed(string line, string expected)
    {
        Answer answer = await CodeFolder.Run(line.Split(' '));
        Assert.Equal(2, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFolderHoldsNothingToAnalyze()
    {
        using var code = new CodeFolder();
        Answer answer = await code.Analyze();
        Assert.Equal(2, answer.Code);
        Assert.Contains("holds no C# project and no C# file", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Program.vb", "", "is of no kind that can be analyzed ('.vb')")]
    [InlineData("All.slnx", "<Solution>", "is no XML")]
    [InlineData("All.slnx", """<Solution><Project Path="Gone.csproj" /></Solution>""", "Gone.csproj', which does not exist")]
    public async Task AFileThatCannotBeReadIsNamed(string name, string text, string expected)
    {
        using var code = new CodeFolder();
        Answer answer = await CodeFolder.Run("analyze", code.Write(name, text), "--no-restore");
        Assert.Equal(2, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MLD1101\tScore.cs\t00\n", "its first line has to be '# mldsl baseline 1'")]
    [InlineData("# mldsl baseline 1\nMLD1101 Score.cs\n", "line 2 of the baseline")]
    public async Task ABaselineOfAnotherFormIsNamed(string text, string expected)
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        Answer answer = await code.Analyze("--baseline", code.Write("known.tsv", text));
        Assert.Equal(2, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatCannotBeWrittenIsNamed()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        Answer answer = await code.Analyze("--sarif", code.Path);
        Assert.Equal(2, answer.Code);
        Assert.Contains($"'{code.Path}' cannot be written", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsNoMistake() => Assert.Contains("--write-baseline", (await CodeFolder.Run("analyze", "--help")).Output, StringComparison.Ordinal);
}
