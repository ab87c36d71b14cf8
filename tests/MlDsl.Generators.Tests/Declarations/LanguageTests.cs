using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Language;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Declarations;

/// <summary>A project whose C# is too old is told so, once.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "[Dataset] public sealed partial class {|MLD0110:R|} { [Numeric] public float A { get; set; } [Label] public float Y { get; set; } } public static class U { public static float Of(R.Input i) { return new R.Input { A = 3 }.A + i.A; } }")]
    [InlineData(LanguageVersion.CSharp8, "[Dataset] public partial struct {|MLD0110:R|} { [Numeric] public float A { get; set; } [Label] public float Y { get; set; } } public static class U { public static float Of(R.Input i) => i.A; }")]
    [InlineData(LanguageVersion.CSharp9, "[Dataset] public sealed partial record {|MLD0110:R|} { [Categorical] public string A { get; init; } [Label] public float Y { get; init; } }")]
    [InlineData(LanguageVersion.CSharp10, "[Dataset] public sealed partial record {|MLD0110:R|} { [Categorical] public string A { get; init; } = \"\"; [Label] public float Y { get; init; } } [Dataset] public partial record S { [{|MLD0000:Numeric|}] public string A { get; init; } = \"\"; }")]
    [InlineData(LanguageVersion.CSharp11, "[Dataset] public sealed partial record {|MLD0110:R|} { [Categorical] public required string A { get; init; } [Label] public float Y { get; init; } } [Features<R>] public static partial class F { [Categorical] public static string D(string a) => a; } [Model<R, Regression>] public sealed partial class M { } public static class U { public static float Of(M m, R.Input i) => m.Predict(i) + m.Predict(new R.Input { A = \"a\" }); public static M Fit(Split<R> s) => M.Fit(s.Train); }")]
    [InlineData(LanguageVersion.CSharp9, "[OnnxModel(\"Models/none.onnx\")] public sealed partial class {|MLD0110:M|} : IScorer<float[], float> { } public static class U { public static float Of(M m) { m.Run(new float[] { 1 }, out float y); return y; } }")]
    [InlineData(LanguageVersion.CSharp8, "[OnnxModel(\"Models/none.onnx\")] public sealed partial class {|MLD0110:M|} { } public static class U { public static float Of(M m, float[] x) { using (var o = m.Run(new M.Input { X = x })) return o.Y[0]; } }")]
    public async Task OneDiagnosticNamesTheVersion(LanguageVersion language, string markup)
    {
        string source = $"using MlDsl;\nnamespace Old\n{{\n{markup}\n}}\n".Replace("{|MLD0000:Numeric|}", "Numeric", StringComparison.Ordinal);
        var compilation = CSharp.CompileAs(language, Markup.Parse(source).Source, Microsoft.CodeAnalysis.NullableContextOptions.Disable);
        var found = await CompilerTest.Build(compilation, Given.Generators, Given.Analyzers, []);
        CompilerTest.Shows(source, found);
        Assert.Contains($"is compiled as C# {language.ToDisplayString()}, and what MlDsl writes needs C# 12; set <LangVersion>12</LangVersion>", found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public async Task NewerVersionsAreFine(LanguageVersion language) => Assert.Empty(await CompilerTest.Build(
        CSharp.CompileAs(language, "using MlDsl; [Dataset] public partial record R { [Numeric] public float A { get; init; } }"), Given.Generators, Given.Analyzers, []));

    [Fact]
    public Task OldProjectsWithoutDeclarationsAreLeftAlone() => RuleTest.Verify<LanguageAnalyzer>("public static class C;");
}
