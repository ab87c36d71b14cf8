namespace MlDsl.Generators.Tests.Onnx;

/// <summary>What classes of ML.NET's models are told, and how the types that a service has are bound to them; the attributes are those of ML.NET 5.0.1.</summary>
public sealed class MlNetModelTests
{
    private static readonly string Manifest = OnnxTest.Manifest("""
        metadata "mlnet.schema" "saved"
        metadata "mlnet.column" "vendor_id"
        metadata "mlnet.column" "fare"
        input "vendor_id" tensor(string)["batch", 1]
        input "sizes" tensor(float)["batch", 3]
        input "zone" tensor(uint32)["batch", 1]
        metadata "mlnet.keys.zone" "5"
        output "PredictedLabel" tensor(string)["batch", 1]
        output "Score" tensor(float)["batch", 2]
        classes "PredictedLabel" "low" "high"
        classes "Score" "low" "high"
        """, "Models/m.zip");

    private static readonly string Plan = OnnxTest.Plan("""
        input v0 string "vendor_id" ["batch", 1]
        input v1 float "sizes" ["batch", 3]
        input v2 uint32 "zone" ["batch", 1]
        value v3 string "PredictedLabel" ["batch", 1]
        call "label" Identity<string> () (v0, v3)
        value v4 float "Score" ["batch", 2]
        call "score" SliceOf<float> (starts ints [0], ends ints [2], axes ints [1]) (v1, v4)
        output v3
        output v4
        weights 0
        """, "Models/m.zip");

    [Fact]
    public async Task TheTypesOfAPredictionEngineAreBoundAsTheyAre() => Assert.Empty(await OnnxTest.Verify(Manifest, Source("""
        public sealed class ModelInput
        {
            [LoadColumn(0), ColumnName("vendor_id")] public string Vendor { get; set; } = "";
            [LoadColumn(1), ColumnName("sizes"), VectorType(3)] public float[] Sizes { get; set; } = [];
            [LoadColumn(4), ColumnName("zone"), KeyType(5)] public uint Zone { get; set; }
            [LoadColumn(5), ColumnName("fare")] public float Label { get; set; }
            [NoColumn] public System.DateTime Seen { get; set; }
        }
        public sealed class ModelOutput
        {
            [ColumnName("PredictedLabel")] public string Label { get; set; } = "";
            public float[] Score { get; set; } = [];
        }
        """), Plan));

    [Theory]
    [InlineData("""[VectorType(4)] public float[] {|MLD2003:sizes|} { get; set; } = [];""", "'sizes' is a vector of 4 items, but the column 'sizes' has 3; write [VectorType(3)]")]
    [InlineData("""[VectorType(3)] public double[] {|MLD2002:sizes|} { get; set; } = [];""", "'sizes' is 'double[]', but the input 'sizes' takes float; declare it as that")]
    public async Task AMemberOfAnotherTypeOrLengthIsNamed(string member, string message) => Assert.Equal(message, Assert.Single(await OnnxTest.Verify(Manifest, Source($$"""
        public sealed class ModelInput
        {
            public string vendor_id { get; set; } = "";
            {{member}}
            public uint zone { get; set; }
        }
        public sealed record ModelOutput(float[] Score);
        """), Plan)));

    [Fact]
    public async Task AColumnThatTheFileDoesNotHaveIsNamed() => Assert.StartsWith("'Models/m.zip' has no input 'fair', which 'Label' is bound to", Assert.Single(await OnnxTest.Verify(Manifest, Source("""
        public sealed class ModelInput
        {
            public string vendor_id { get; set; } = "";
            public float[] sizes { get; set; } = [];
            public uint zone { get; set; }
            [ColumnName("fair")] public float {|MLD2001:Label|} { get; set; }
        }
        public sealed record ModelOutput(float[] Score);
        """), Plan)), StringComparison.Ordinal);

    [Fact]
    public async Task AKeyOfAnotherRangeIsNamed() => Assert.Equal("'zone' is a key of 6 values, but the column 'zone' has 5; write [KeyType(5)]", Assert.Single(await OnnxTest.Verify(Manifest, Source("""
        public sealed class ModelInput
        {
            public string vendor_id { get; set; } = "";
            public float[] sizes { get; set; } = [];
            [KeyType(6)] public uint {|MLD2002:zone|} { get; set; }
        }
        public sealed record ModelOutput(float[] Score);
        """), Plan)));

    [Fact]
    public async Task AnEnumOfOtherClassesIsNamed() => Assert.StartsWith("class 1 of 'PredictedLabel' is 'high', but 'Level.Middle' in the enum", Assert.Single(await OnnxTest.Verify(Manifest, Source("""
        public enum Level { Low, Middle }
        public sealed record ModelInput(string vendor_id, float[] sizes, uint zone);
        public sealed record ModelOutput([property: ColumnName("PredictedLabel")] Level {|MLD2004:Label|});
        """), Plan)), StringComparison.Ordinal);

    [Fact]
    public async Task MLD2080_AStepThatIsNotCompiledIsNamedWithItsPlace() => Assert.Equal(
        "'Models/m.zip' cannot be compiled: TransformerChain/Transform_001 (CustomTransformer) is a custom mapping, code of the service that the file only names",
        Assert.Single(await OnnxTest.Verify(
            OnnxTest.Manifest("metadata \"mlnet.schema\" \"saved\"", "Models/m.zip"),
            "using MlDsl; [{|MLD2080:MlNetModel(\"Models/m.zip\")|}] public sealed partial class M;",
            OnnxTest.Plan("obstacle \"TransformerChain/Transform_001 (CustomTransformer) is a custom mapping, code of the service that the file only names\"", "Models/m.zip"))));

    [Fact]
    public async Task MLD2080_AFileThatIsAbsentHasNoPlan() =>
        Assert.Contains("the file is absent", Assert.Single(await OnnxTest.Verify(Manifest, "using MlDsl; [{|MLD2080:MlNetModel(\"Models/m.zip\")|}] public sealed partial class M;")), StringComparison.Ordinal);

    [Fact]
    public async Task MLD2081_AFileWithoutItsSchemaIsToldWhereNothingIsBound()
    {
        string manifest = Manifest.Replace("\"saved\"", "\"trained\"", StringComparison.Ordinal);
        Assert.StartsWith("'Models/m.zip' was saved without the schema of its input", Assert.Single(await OnnxTest.Verify(manifest, "using MlDsl; [{|MLD2081:MlNetModel(\"Models/m.zip\")|}] public sealed partial class M;", Plan)), StringComparison.Ordinal);
        Assert.Empty(await OnnxTest.Verify(manifest, Source("""
            public sealed record ModelInput(string vendor_id, float[] sizes, uint zone);
            public sealed record ModelOutput(float[] Score);
            """), Plan));
    }

    [Fact]
    public async Task MLD2081_AStepThatOnlyMlNetKnowsMayReadWhatNobodyTells() => Assert.StartsWith(
        "'Models/m.zip' was saved without the schema of its input, and its step TransformerChain (ExprTransform) is known to ML.NET alone",
        Assert.Single(await OnnxTest.Verify(
            Manifest.Replace("\"saved\"", "\"trained\"\nmetadata \"mlnet.unknown\" \"TransformerChain (ExprTransform)\"", StringComparison.Ordinal),
            Source("""
                public sealed record ModelInput(string vendor_id, float[] sizes, uint zone);
                public sealed record ModelOutput(float[] Score);
                """).Replace("[MlNetModel(\"Models/m.zip\")]", "[{|MLD2081:MlNetModel(\"Models/m.zip\")|}]", StringComparison.Ordinal),
            Plan)),
        StringComparison.Ordinal);

    // One warning, of what is worse.
    [Fact]
    public async Task MLD2081_AnUnknownStepOfAClassThatIsNotBoundIsToldOnceWithWhatLaterStepsRead()
    {
        string manifest = Manifest.Replace("\"saved\"", "\"trained\"\nmetadata \"mlnet.unknown\" \"TransformerChain (ExprTransform)\"\nmetadata \"mlnet.later\" \"More\"\nmetadata \"mlnet.later\" \"Most\"", StringComparison.Ordinal);
        Assert.Contains(
            "not trained beside, or does not make 'More', 'Most', which later steps read, Load throws",
            Assert.Single(await OnnxTest.Verify(manifest, "using MlDsl; [{|MLD2081:MlNetModel(\"Models/m.zip\")|}] public sealed partial class M;", Plan)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLD2081_IsSilencedByPragma() => Assert.Empty(await OnnxTest.Verify(
        Manifest.Replace("\"saved\"", "\"trained\"", StringComparison.Ordinal),
        "using MlDsl;\n#pragma warning disable MLD2081\n[MlNetModel(\"Models/m.zip\")] public sealed partial class M;",
        Plan));

    [Fact]
    public async Task AZipThatTheBuildDoesNotKnowIsLookedForByName() => Assert.Contains(
        "a zip is taken for a model if it holds what ML.NET saves",
        Assert.Single(await OnnxTest.Verify(Manifest, "using MlDsl; [{|MLD2009:MlNetModel(\"Models/other.zip\")|}] public sealed partial class M;", Plan)),
        StringComparison.Ordinal);

    private static string Source(string types) => $$"""
        #nullable enable
        using MlDsl;
        using Microsoft.ML.Data;
        [MlNetModel("Models/m.zip")] public sealed partial class M : IScorer<ModelInput, ModelOutput>;
        {{types}}
        """;
}
