namespace MlDsl.Generators.Tests.Onnx;

/// <summary>What classes of tree libraries' models are told, and how their inputs and outputs are bound.</summary>
public sealed class TreeModelTests
{
    private static readonly string Single = Manifest("""
        metadata "best_iterations" "1 of 2"
        input "features" tensor(float)["batch", 2]
        output "prediction" tensor(float)["batch", 1]
        output "raw_score" tensor(float)["batch", 1]
        columns "features" "Miles" "Hour"
        """);

    private static readonly string Double = Manifest("""
        input "features" tensor(double)["batch", 2]
        input "Color" tensor(string)["batch", 1]
        missing "Color" "\u0000"
        input "Store" tensor(int64)["batch", 1]
        missing "Store" "-9223372036854775808"
        output "prediction" tensor(double)["batch", 1]
        output "raw_score" tensor(double)["batch", 1]
        columns "features" "Stamp" "Miles"
        wide "features" 0 "1700000032.5"
        """);

    private static readonly string SinglePlan = OnnxTest.Plan("""
        input v0 float "features" ["batch", 2]
        value v1 float "prediction" ["batch", 1]
        value v2 float "raw_score" ["batch", 1]
        call "reg:squarederror" TreePrediction<float> (scorer trees 64 0, transform text "Identity", slope double 0.5, divisor int 1, picksClass int 0) (v0, v1, v2)
        instead "All" "reg:squarederror" TreePrediction<float> (scorer trees 128 64, transform text "Identity", slope double 0.5, divisor int 1, picksClass int 0) (v0, v1, v2)
        output v1
        output v2
        weights 192
        """, "Models/m.txt");

    private static readonly string DoublePlan = OnnxTest.Plan("""
        input v0 double "features" ["batch", 2]
        input v1 string "Color" ["batch", 1]
        constant c0 string "" [2] 0
        value v2 double "code of Color" ["batch", 1]
        call "Color" CategoryCodes<string, double> (values tensor c0, column text "Color", refusesUnseen int 0) (v1, v2)
        input v3 int64 "Store" ["batch", 1]
        constant c1 int64 "" [2] 64
        value v4 double "code of Store" ["batch", 1]
        call "Store" CategoryCodes<int64, double> (values tensor c1, column text "Store", refusesUnseen int 0) (v3, v4)
        value v5 double "features and codes" ["batch", 4]
        call "features and codes" Concat<double> (axis int 1) ([v0, v2, v4], v5)
        value v6 double "prediction" ["batch", 1]
        value v7 double "raw_score" ["batch", 1]
        call "regression" TreePrediction<double> (scorer trees 64 128, transform text "Identity", slope double 1, divisor int 1, picksClass int 0) (v5, v6, v7)
        output v6
        output v7
        weights 192
        """, "Models/m.txt");

    [Theory]
    [InlineData("Iterations = TreeIterations.Best", "weights.Trees(64, 0L)")]
    [InlineData("Iterations = TreeIterations.All", "weights.Trees(128, 64L)")]
    public async Task AClassThatChoosesItsIterationsIsToldNothing(string choice, string trees)
    {
        string source = $$"""
            using MlDsl;
            public readonly record struct Trip(float Miles, float Hour);
            [TreeModel("Models/m.txt", {{choice}})] public sealed partial class M : IScorer<Trip, float>;
            """;
        Assert.Empty(await OnnxTest.Verify(Single, source, SinglePlan));
        Assert.Contains($"(scorer: {trees}, transform: \"Identity\", slope: 0.5d, divisor: 1L, picksClass: 0L)", Text(Single, source, SinglePlan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLD2040_AClassThatDoesNotChooseTakesTheBestOnes()
    {
        const string Source = """
            using MlDsl;
            public readonly record struct Trip(float Miles, float Hour);
            [{|MLD2040:TreeModel("Models/m.txt")|}] public sealed partial class M : IScorer<Trip, float>;
            """;
        string message = Assert.Single(await OnnxTest.Verify(Single, Source, SinglePlan));
        Assert.StartsWith("'Models/m.txt' was trained with early stopping: 1 of 2 iterations are taken", message, StringComparison.Ordinal);
        Assert.Contains("weights.Trees(64, 0L)", Text(Single, Source.Replace("{|MLD2040:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal), SinglePlan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metadata \"best_iterations\" \"1 of 2\"\n", "")]
    [InlineData("[TreeModel", "#pragma warning disable MLD2040\n[TreeModel")]
    public async Task MLD2040_IsSilentWhereAllIterationsCountAndByPragma(string old, string given) => Assert.Empty(await OnnxTest.Verify(
        Single.Replace(old, given, StringComparison.Ordinal),
        """
        using MlDsl;
        public readonly record struct Trip(float Miles, float Hour);
        [TreeModel("Models/m.txt")] public sealed partial class M : IScorer<Trip, float>;
        """.Replace(old, given, StringComparison.Ordinal),
        SinglePlan));

    [Fact]
    public async Task MLD2041_AFloatForNumbersThatItCannotTellApartIsNamed()
    {
        string message = Assert.Single(await OnnxTest.Verify(Double, """
            using MlDsl;
            public readonly record struct Trip(string Color, long Store, float {|MLD2041:Stamp|}, float Miles);
            [TreeModel("Models/m.txt")] public sealed partial class M : IScorer<Trip, float>;
            """, DoublePlan));
        Assert.Equal("'Stamp' is 'float', but the model compares it with 1700000032.5 and others that single precision cannot tell apart; declare it with double, as the model was trained", message);
    }

    [Theory]
    [InlineData("double Stamp, float Miles")]
    [InlineData("double? Stamp, float? Miles")]
    [InlineData("int Stamp, short Miles")]
    [InlineData("double Miles, uint Stamp")]
    public async Task MLD2041_IsSilentWhereNothingIsLost(string members) => Assert.Empty(await OnnxTest.Verify(Double, $$"""
        using MlDsl;
        public readonly record struct Trip(string? Color, int? Store, {{members}});
        [TreeModel("Models/m.txt")] public sealed partial class M : IScorer<Trip, double>;
        """, DoublePlan));

    [Fact]
    public void ValuesOfCategoriesAreGivenByNameAndMayBeMissing()
    {
        string text = Text(Double, """
            using MlDsl;
            public enum Color { red, blue }
            public readonly record struct Trip(Color? Color, int? Store, double Stamp, float? Miles);
            public readonly record struct Fare([property: Output("prediction")] Probability Share, [property: Output("raw_score")] float Margin);
            [TreeModel("Models/m.txt")] public sealed partial class M : IScorer<Trip, Fare>;
            """, DoublePlan);
        Assert.Contains("call.SetText(1, row, inputs[row].Color is { } givenColor ? NameOf(givenColor) : \"\\0\");", text, StringComparison.Ordinal);
        Assert.Contains("input2[row] = inputs[row].Store is { } givenStore ? (long)givenStore : -9223372036854775808L;", text, StringComparison.Ordinal);
        Assert.Contains("input0[row * 2] = inputs[row].Stamp;", text, StringComparison.Ordinal);
        Assert.Contains("Share: (global::MlDsl.Probability)(float)output0[row], Margin: (float)output1[row]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysOfFloatAreWidenedAndRounded()
    {
        string text = Text(Manifest("""
            input "features" tensor(double)["batch", 3]
            output "prediction" tensor(double)["batch", 2]
            output "raw_score" tensor(double)["batch", 2]
            """), """
            using MlDsl;
            [TreeModel("Models/m.txt")] public sealed partial class M : IScorer<float[], float[]>;
            """, OnnxTest.Plan("""
            input v0 double "features" ["batch", 3]
            value v1 double "prediction" ["batch", 2]
            value v2 double "raw_score" ["batch", 2]
            call "multiclass" TreePrediction<double> (scorer trees 64 0, transform text "Softmax", slope double 1, divisor int 1, picksClass int 0) (v0, v1, v2)
            output v1
            output v2
            weights 64
            """, "Models/m.txt"));
        Assert.Contains("OnnxRows.Widen(inputs[row], input0.Slice(row * 3, 3), \"input\");", text, StringComparison.Ordinal);
        Assert.Contains("outputs[row] = global::MlDsl.Onnx.OnnxRows.Narrow(output0.Slice(row * 2, 2));", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheGeneratedInputTellsWhatStandsForAMissingValue()
    {
        string text = Text(Double, "using MlDsl;\n[TreeModel(\"Models/m.txt\")] public sealed partial class M;", DoublePlan);
        Assert.Contains("public required global::System.ReadOnlySpan<double> Features { get; init; }", text, StringComparison.Ordinal);
        Assert.Contains("public required global::System.ReadOnlySpan<string> Color { get; init; }", text, StringComparison.Ordinal);
        Assert.Contains("\"\\0\" where a value is missing", text, StringComparison.Ordinal);
        Assert.Contains("-9223372036854775808 where a value is missing", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNoModelOfTreesIsToldWithoutAWayThatThereIsNot()
    {
        string message = Assert.Single(await OnnxTest.Verify(
            Manifest(""),
            "using MlDsl;\n[{|MLD2006:TreeModel(\"Models/m.txt\")|}] public sealed partial class M;",
            OnnxTest.Plan("obstacle \"The LightGBM model is cut short in line 20\"", "Models/m.txt")));
        Assert.Equal("'Models/m.txt' cannot be read: The LightGBM model is cut short in line 20", message);
    }

    private static string Manifest(string body) => OnnxTest.Manifest("metadata \"main_output\" \"prediction\"\n" + body, "Models/m.txt");

    private static string Text(string manifest, string source, string plan) => OnnxTest.Run(manifest, source, plan).Text;
}
