using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class LoadColumnMismatchTests
{
    [Fact]
    public Task ReportsASizeThatIsNotTheRange() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image
        {
            [LoadColumn(0)] public float Label { get; set; }
            [LoadColumn(2, 133), {|MLD1010:VectorType(133)|}] public float[] Pixels { get; set; } = [];
        }
        """);

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<Image>(\"images.csv\")", DiagnosticSeverity.Error)]
    [InlineData("ml.Data.LoadFromEnumerable(new Image[0])", DiagnosticSeverity.Info)]
    public async Task IsAnErrorWhereTheRowsAreLoaded(string load, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            class Images { static IDataView Load(MLContext ml) => {{load}}; }
            class Image { [LoadColumn(0), VectorType(1, 200, 50, 1)] public float[] Pixels { get; set; } = []; }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new LoadColumnMismatch())).Severity);
    }

    [Fact]
    public Task ReportsOneValueForSeveralColumns() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image { [{|MLD1010:LoadColumn(0, 3)|}] public float Pixels { get; set; } }
        """);

    [Fact]
    public Task ReportsOneColumnLoadedTwice() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image { [LoadColumn(0)] public float Label { get; set; } [{|MLD1010:LoadColumn(0)|}] public float Copy { get; set; } }
        """);

    [Fact]
    public Task ReportsOverlappingRanges() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image { [LoadColumn(0, 3), VectorType(4)] public float[] First { get; set; } = []; [{|MLD1010:LoadColumn(3, 5)|}, VectorType(3)] public float[] Second { get; set; } = []; }
        """);

    [Fact]
    public Task ReportsAnArrayWithoutASize() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image { [{|MLD1010:LoadColumn(0, 3)|}] public float[] Pixels { get; set; } = []; }
        """);

    [Fact]
    public Task ReportsOneColumnLeftOutOfALongRun() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Row
        {
            [LoadColumn(0)] public float A { get; set; }
            [LoadColumn(1)] public float B { get; set; }
            [LoadColumn(2)] public float C { get; set; }
            [{|MLD1010:LoadColumn(4)|}] public float D { get; set; }
            [LoadColumn(5)] public float E { get; set; }
            [LoadColumn(6)] public float F { get; set; }
        }
        """);

    [Fact]
    public Task AllowsSeveralColumnsLeftOut() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Row
        {
            [LoadColumn(0)] public float A { get; set; }
            [LoadColumn(2)] public float B { get; set; }
            [LoadColumn(3)] public float C { get; set; }
            [LoadColumn(5)] public float D { get; set; }
            [LoadColumn(6)] public float E { get; set; }
            [LoadColumn(9)] public float F { get; set; }
        }
        """);

    [Fact]
    public Task AddsTheSizeOfTheRange() => MlNetTest.Fix<LoadColumnMismatch, LoadColumnMismatchFix>("""
        class Image { [{|MLD1010:LoadColumn(2, 133)|}] public float[] Pixels { get; set; } = []; }
        """, """
        class Image { [LoadColumn(2, 133), VectorType(132)] public float[] Pixels { get; set; } = []; }
        """);

    [Fact]
    public Task AllowsGapsThatAreMeant() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Image { [LoadColumn(0)] public float Label { get; set; } [LoadColumn(4, 7), VectorType(4)] public float[] Pixels { get; set; } = []; [LoadColumn(8, 11), VectorType(2, 2)] public float[] Rest { get; set; } = []; }
        """);

    [Fact]
    public Task AllowsColumnsReadByName() => MlNetTest.Verify<LoadColumnMismatch>("""
        class Row { public float Label { get; set; } [VectorType(3)] public float[] Values { get; set; } = []; }
        """);

    [Fact]
    public Task WritesTheSizeOfTheRange() => MlNetTest.Fix<LoadColumnMismatch, LoadColumnMismatchFix>("""
        class Image { [LoadColumn(2, 133), {|MLD1010:VectorType(133)|}] public float[] Pixels { get; set; } = []; }
        """, """
        class Image { [LoadColumn(2, 133), VectorType(132)] public float[] Pixels { get; set; } = []; }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<LoadColumnMismatch>("""
        #pragma warning disable MLD1010
        class Image
        {
            [LoadColumn(0)] public float Label { get; set; }
            [LoadColumn(2, 133), VectorType(133)] public float[] Pixels { get; set; } = [];
        }
        """);
}
