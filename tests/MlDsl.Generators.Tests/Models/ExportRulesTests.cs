using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

public sealed class ExportRulesTests
{
    private static string Rows(string columns, string features = "") =>
        $"[Dataset] public partial record Trip {{ [Numeric] public float Miles {{ get; init; }} {columns} [Label] public float Fare {{ get; init; }} }}\n"
        + $"[Features<Trip>] public static class TripFeatures {{ {features} }}\n";

    [Theory]
    [InlineData("[{|MLD0320:Text|}] public string Note { get; init; } = \"\";", "")]
    [InlineData("[{|MLD0320:Categorical(Encoding = CategoricalEncoding.Hashed)|}] public string? Shop { get; init; }", "")]
    [InlineData("[{|MLD0320:Categorical(Encoding = CategoricalEncoding.Hashed)|}] public int Zone { get; init; }", "")]
    [InlineData("", "[{|MLD0320:Text|}] public static string Words(float miles) => miles > 1 ? \"far\" : \"near\";")]
    [InlineData("", "[{|MLD0320:Categorical(Encoding = CategoricalEncoding.Hashed)|}] public static int Whole(float miles) => miles > 1 ? 1 : 0;")]
    public async Task MLD0320_WhatIsExportedHasAnOperator(string columns, string features)
    {
        await Expect.Reports<ExportAnalyzer>(Rows(columns, features) + "[Model<Trip, Regression>(Export = true)] public partial class M;");
        string told = Rows(columns, features).Replace("MLD0320", "MLD0321", StringComparison.Ordinal);
        await Expect.Reports<ExportAnalyzer>(told + "[Model<Trip, Regression>] public partial class M;");
        string allowed = told + "[Model<Trip, Regression>(AllowContribOperators = true)] public partial class M;";
        await Expect.Reports<ExportAnalyzer>(told.Contains("Text", StringComparison.Ordinal) ? allowed : Markup.Parse(allowed).Source);
    }

    [Theory]
    [InlineData("[Model<Trip, Regression>(Export = true)] public partial class M;")]
    [InlineData("[Model<Trip, Regression>] public partial class M;")]
    public Task MLD0321_IsSilentOnWhatExports(string model) => Expect.Reports<ExportAnalyzer>(Rows(
        "[Categorical(Encoding = CategoricalEncoding.Hashed)] public bool? Online { get; init; } [Categorical] public string? Shop { get; init; } [Numeric(Length = 2)] public float[] Size { get; init; } = [0, 0]; [DateParts] public DateTime At { get; init; }",
        "[Numeric] public static float Twice(float miles) => 2 * miles;") + model);

    [Fact]
    public Task MLD0322_OnlyOfAnExportedModelAndOfWhatIsNoOp() => Expect.Reports<ExportAnalyzer>(Rows(
        "", "[Numeric] public static float Digits(float miles) => {|MLD0322:miles.ToString(System.Globalization.CultureInfo.InvariantCulture)|}.Length; [Numeric] public static float Twice(float miles) => 2 * miles;")
        + "[Model<Trip, Regression>(Export = true)] public partial class M; [Model<Trip, Regression>] public partial class N;");

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<ExportAnalyzer>(
        "#pragma warning disable MLD0320, MLD0321, MLD0322\n"
        + Rows("[Text] public string Note { get; init; } = \"\";", "[Numeric] public static float Digits(float miles) => miles.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;")
        + "[Model<Trip, Regression>(Export = true)] public partial class M; [Model<Trip, Regression>] public partial class N;");

    [Fact]
    public void WhatTheDeclarationAllowsIsWhatAnExportDoes() => Assert.Contains(
        "protected override global::MlDsl.OnnxExportOptions ExportOptions { get; } = new() { AllowContribOperators = true };",
        Given.Model(Rows("") + "[Model<Trip, Regression>(Export = true, AllowContribOperators = true)] public partial class M;")
            .SyntaxTrees.Single(static t => t.FilePath.EndsWith("M.Model.g.cs", StringComparison.Ordinal)).ToString(),
        StringComparison.Ordinal);
}
