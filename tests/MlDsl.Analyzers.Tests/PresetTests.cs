using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The severities that <c>MlDslRules</c> takes all at once name every rule, and a compiler reads them.</summary>
public sealed class PresetTests
{
    private static string FileOf(string preset) => Path.Combine(CSharp.Root, "analyzers", "MlDsl.Analyzers.Package", "config", $"mldsl.{preset}.globalconfig");

    [Theory]
    [InlineData("strict", "error", "error", "warning")]
    [InlineData("default", "default", "default", "default")]
    [InlineData("quiet", "default", "suggestion", "none")]
    public void SaysWhatBecomesOfEachRule(string preset, string error, string warning, string info)
    {
        var expected = AllRules.Create().SelectMany(static a => a.SupportedDiagnostics).OrderBy(static d => d.Id, StringComparer.Ordinal).Select(d =>
            $"dotnet_diagnostic.{d.Id}.severity = {(d.DefaultSeverity == DiagnosticSeverity.Error ? error : d.DefaultSeverity == DiagnosticSeverity.Warning ? warning : info)}");
        string text = File.ReadAllText(FileOf(preset));
        Assert.Equal(expected, text.Split('\n').Where(static l => l.StartsWith("dotnet_", StringComparison.Ordinal)));
        Assert.StartsWith("is_global = true\nglobal_level = -10\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strict", ReportDiagnostic.Error)]
    [InlineData("quiet", ReportDiagnostic.Info)]
    [InlineData("default", null)]
    public void IsReadByTheCompiler(string preset, ReportDiagnostic? warning)
    {
        var set = AnalyzerConfigSet.Create((AnalyzerConfig[])[AnalyzerConfig.Parse(SourceText.From(File.ReadAllText(FileOf(preset))), $"/package/config/mldsl.{preset}.globalconfig")], out var problems);
        Assert.Empty(problems);
        Assert.Equal(warning is not null, set.GlobalConfigOptions.TreeOptions.TryGetValue("MLD1101", out ReportDiagnostic severity) && severity != ReportDiagnostic.Default);
        if (warning is not null) Assert.Equal(warning, severity);
    }

    // What the project itself says comes first.
    [Fact]
    public void TheProjectsOwnConfigurationWins()
    {
        var own = AnalyzerConfig.Parse(SourceText.From("is_global = true\ndotnet_diagnostic.MLD1101.severity = none\n"), "/project/.globalconfig");
        var set = AnalyzerConfigSet.Create((AnalyzerConfig[])[AnalyzerConfig.Parse(SourceText.From(File.ReadAllText(FileOf("strict"))), "/package/config/mldsl.strict.globalconfig"), own], out var problems);
        Assert.Empty(problems);
        Assert.Equal(ReportDiagnostic.Suppress, set.GlobalConfigOptions.TreeOptions["MLD1101"]);
    }
}
