using MlDsl.Analyzers.Fixes;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>The label of a data set beside that of the exported model, MlDsl's own predictions, and what is put back by a fix.</summary>
public sealed class ExportedLabelTests
{
    private const string Two = """
        using MlDsl;
        [Dataset] public partial record Trip
        {
            [Numeric] public float Miles { get; init; }
            [Label(Positive = "late")] public string Arrival { get; init; } = "";
        }

        """;

    private const string Several = """
        using MlDsl;
        public enum Port { S, C, Q, Other }
        [Dataset] public partial record Trip
        {
            [Numeric] public float Miles { get; init; }
            [Label] public Port Port { get; init; }
        }

        """;

    private static string Manifest(string trained, string facts, string outputs) => OnnxTest.Manifest($$"""
        {{Exported.Schema(trained, "Trip")}}
        {{Exported.Fact("mldsl.inputs", """[{"name":"Miles","column":"Miles","type":"float"}]""")}}
        {{facts}}
        input "Miles" tensor(float)["N", 1]
        {{outputs}}
        """);

    private static string OfTwo(string positive = "late", string threshold = "0.4", string more = "") => Manifest(
        Two,
        $$"""
        {{Exported.Fact("mldsl.positive", positive)}}
        {{Exported.Fact("mldsl.threshold", threshold)}}
        {{Exported.Fact("mldsl.classes", $"[\"not {positive}\",\"{positive}\"]")}}
        {{Exported.Fact("mldsl.outputs", """[{"name":"label","gives":"label"},{"name":"probabilities","gives":"probabilities"}""" + (more.Length > 0 ? ",{\"name\":\"scores\",\"gives\":\"scores\"}" : "") + "]")}}
        """,
        "output \"label\" tensor(string)[\"N\"]\noutput \"probabilities\" tensor(float)[\"N\", 2]" + more);

    private static string OfSeveral(string classes = """["S","C","Q"]""") => Manifest(
        Several,
        $$"""
        {{Exported.Fact("mldsl.classes", classes)}}
        {{Exported.Fact("mldsl.outputs", """[{"name":"label","gives":"label"},{"name":"probabilities","gives":"probabilities"}]""")}}
        """,
        "output \"label\" tensor(string)[\"N\"]\noutput \"probabilities\" tensor(float)[\"N\", 3]");

    // The labels' own outputs, in another order than the classes.
    private static string OfSeveralSplit(string last = "C") => Manifest(
        Several,
        $$"""
        {{Exported.Fact("mldsl.classes", """["S","C","Q"]""")}}
        {{Exported.Fact("mldsl.outputs", $$"""[{"name":"label","gives":"label"},{"name":"p.Q","gives":"probability","class":"Q"},{"name":"p.S","gives":"probability","class":"S"},{"name":"p.C","gives":"probability","class":"{{last}}"}]""")}}
        """,
        "output \"label\" tensor(string)[\"N\"]\noutput \"p.Q\" tensor(float)[\"N\"]\noutput \"p.S\" tensor(float)[\"N\"]\noutput \"p.C\" tensor(float)[\"N\"]");

    private const string Number = """
        using MlDsl;
        [Dataset] public partial record Trip
        {
            [Numeric] public float Miles { get; init; }
            [Label] public float Fare { get; init; }
        }

        """;

    private static string OfNumber(bool withEnds) => Manifest(
        Number,
        Exported.Fact("mldsl.outputs", """[{"name":"prediction","gives":"prediction"}""" + (withEnds ? """,{"name":"prediction.low","gives":"prediction.low"},{"name":"prediction.high","gives":"prediction.high"}""" : "") + "]"),
        "output \"prediction\" tensor(float)[\"N\"]" + (withEnds ? "\noutput \"prediction.low\" tensor(float)[\"N\"]\noutput \"prediction.high\" tensor(float)[\"N\"]" : ""));

    private static string Scorer(string output, bool isWrong = false) =>
        $"[{(isWrong ? "{|MLD2005:" : "")}OnnxModel(\"Models/m.onnx\"){(isWrong ? "|}" : "")}] public partial class M : IScorer<Trip.Input, {output}>;";

    [Theory]
    [InlineData("Positive = \"late\"", "Positive = \"early\"", "the positive class of 'Arrival' was 'late' and is 'early'")]
    [InlineData("Positive = \"late\"", "Positive = \"late\", Negative = \"early\"", "the negative class of 'Arrival' was 'not late' and is 'early'")]
    public async Task MLD2005_NamesAnotherPositiveClass(string from, string to, string said) => Assert.StartsWith(
        "'Trip.Input' is not what 'Models/m.onnx' was trained on: " + said + "; train",
        Assert.Single(await OnnxTest.Verify(OfTwo(), Two.Replace(from, to, StringComparison.Ordinal) + Scorer("BinaryPrediction", isWrong: true))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{ S, C, Q, Other }", "{ C, S, Q, Other }", "the classes of 'Port' were in the order S, C, Q and are in the order C, S, Q")]
    [InlineData("{ S, C, Q, Other }", "{ S = 3, C = 2, Q = 9, Other }", "the classes of 'Port' were in the order S, C, Q and are in the order C, S, Q")]
    [InlineData("{ S, C, Q, Other }", "{ S, C, Other }", "the class 'Q' of 'Port' is gone")]
    public async Task MLD2005_NamesClassesOfAnotherOrder(string from, string to, string said) => Assert.StartsWith(
        "'Trip.Input' is not what 'Models/m.onnx' was trained on: " + said + "; train",
        Assert.Single(await OnnxTest.Verify(OfSeveral(), Several.Replace(from, to, StringComparison.Ordinal) + Scorer("string", isWrong: true))),
        StringComparison.Ordinal);

    [Fact]
    public async Task MLD2005_IsSilentOnAMemberThatNoTrainingRowHad() => Assert.Empty(await OnnxTest.Verify(
        OfSeveral(), Several.Replace("Q, Other", "Other, Q, More", StringComparison.Ordinal) + Scorer("string")));

    [Fact]
    public void APredictionFollowsTheThresholdOfTheFile()
    {
        string adapter = Exported.Adapter(OfTwo(), Two + Scorer("BinaryPrediction"));
        Assert.Contains("Label = output1[(row * 2) + 1] >= 0.400000006f,", adapter, StringComparison.Ordinal);
        Assert.Contains("Probability = (global::MlDsl.Probability)output1[(row * 2) + 1]", adapter, StringComparison.Ordinal);
        Assert.Contains("Score = new global::MlDsl.Score(global::MlDsl.Onnx.OnnxPredictions.LogOdds(output1[row * 2], output1[(row * 2) + 1]))", adapter, StringComparison.Ordinal);
        Assert.Contains("Score = (global::MlDsl.Score)output2[row]", Exported.Adapter(OfTwo(more: "\noutput \"scores\" tensor(float)[\"N\", 1]"), Two + Scorer("BinaryPrediction")), StringComparison.Ordinal);
        Assert.Contains("= (global::MlDsl.Probability)output1[(row * 2) + 1];", Exported.Adapter(OfTwo(), Two + Scorer("Probability")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfCalibratedProbabilitiesTheScoreIsAskedFor()
    {
        string calibrated = OfTwo();
        string facts = Exported.Fact("mldsl.calibration", "Beta"), threshold = Exported.Fact("mldsl.threshold", "0.4");
        string With(string manifest) => manifest.Replace(threshold, facts + "\n" + threshold, StringComparison.Ordinal);
        Assert.Contains(
            "the probabilities are calibrated, so that they do not tell the score; export the model with Scores",
            Assert.Single(await OnnxTest.Verify(With(calibrated), Two + Scorer("BinaryPrediction").Replace("[OnnxModel(\"Models/m.onnx\")]", "[{|MLD2001:OnnxModel(\"Models/m.onnx\")|}]", StringComparison.Ordinal))),
            StringComparison.Ordinal);
        Assert.Contains("Score = (global::MlDsl.Score)output2[row]", Exported.Adapter(With(OfTwo(more: "\noutput \"scores\" tensor(float)[\"N\", 1]")), Two + Scorer("BinaryPrediction")), StringComparison.Ordinal);
        Assert.Contains("= (global::MlDsl.Probability)output1[(row * 2) + 1];", Exported.Adapter(With(calibrated), Two + Scorer("Probability")), StringComparison.Ordinal);
    }

    [Fact]
    public void AnIntervalIsThePredictionAndBothEnds()
    {
        string adapter = Exported.Adapter(OfNumber(withEnds: true), Number + Scorer("Interval<float>"));
        foreach (string part in (string[])["Value", "Low", "High"]) Assert.Contains($"{part}", adapter, StringComparison.Ordinal);
        Assert.Contains("global::MlDsl.Interval<float>", adapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIntervalNeedsAModelThatHasSome() => Assert.Contains(
        "'MlDsl.Interval<float>' does not fit 'Models/m.onnx': the model has no intervals; bind 'float', or export a model marked [Intervals]",
        Assert.Single(await OnnxTest.Verify(OfNumber(withEnds: false), Number + Scorer("Interval<float>").Replace("[OnnxModel(\"Models/m.onnx\")]", "[{|MLD2001:OnnxModel(\"Models/m.onnx\")|}]", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Fact]
    public void AClassIsFoundByItsName()
    {
        string adapter = Exported.Adapter(OfSeveral("""["S","Q","C"]"""), Several.Replace("S, C, Q", "S, Q, C", StringComparison.Ordinal) + Scorer("ClassPrediction<Port>"));
        Assert.Contains("\"Q\" => global::Port.Q,", adapter, StringComparison.Ordinal);
        Assert.DoesNotContain("Port.Other", adapter, StringComparison.Ordinal);
        Assert.Contains("Probability = (global::MlDsl.Probability)global::MlDsl.Onnx.OnnxPredictions.Largest(output1.Slice(row * 3, 3))", adapter, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLargestOfOutputsOfTheirOwnIsTheProbability()
    {
        string adapter = Exported.Adapter(OfSeveralSplit(), Several + Scorer("ClassPrediction<Port>"));
        Assert.Contains("Probability = (global::MlDsl.Probability)global::MlDsl.Onnx.OnnxPredictions.Largest([output2[row], output3[row], output1[row]])", adapter, StringComparison.Ordinal);
        Assert.All([1, 2, 3], i => Assert.Contains($"global::System.ReadOnlySpan<float> output{i} = call.Output<float>({i});", adapter, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MLD2001_NamesAClassWithoutAnOutput() => Assert.Contains(
        "the file has no output with the probability of 'C'; export the model again",
        Assert.Single(await OnnxTest.Verify(OfSeveralSplit(last: "S"), Several + "[{|MLD2001:OnnxModel(\"Models/m.onnx\")|}] public partial class M : IScorer<Trip.Input, ClassPrediction<Port>>;")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("BinaryPrediction", "the model has 3 classes and no positive one; bind ClassPrediction<…> of the label's type")]
    [InlineData("ClassPrediction<int>", "its labels are texts, and 'int' is neither that nor an enum of the classes S, C, Q")]
    [InlineData("ClassPrediction<System.DayOfWeek>", "it names the class 'S', which 'System.DayOfWeek' does not have; ")]
    public async Task MLD2001_APredictionOfAnotherKindIsNamed(string output, string said) => Assert.Contains(
        said,
        Assert.Single(await OnnxTest.Verify(OfSeveral(), Several + $"[{{|MLD2001:OnnxModel(\"Models/m.onnx\")|}}] public partial class M : IScorer<Trip.Input, {output}>;")),
        StringComparison.Ordinal);

    [Fact]
    public async Task MLD2013_NamesWhatTheCallerHasToCompute()
    {
        string manifest = OnnxTest.Manifest($$"""
            {{Exported.Fact("mldsl.schema.name", "Trip")}}
            {{Exported.Fact("mldsl.inputs", """[{"name":"Miles","column":"Miles","type":"float"},{"name":"Paid","column":"Paid","type":"float","computed":true,"why":"'x' is code"}]""")}}
            input "Miles" tensor(float)["N", 1]
            input "Paid" tensor(float)["N", 1]
            output "prediction" tensor(float)["N"]
            """);
        Assert.Equal(
            "'Models/m.onnx' takes 'Paid', which feature methods of 'Trip' compute and no graph does: give 'M' what those methods return, or bind it to the input of 'Trip' (IScorer<….Input, …>), and it calls them",
            Assert.Single(await OnnxTest.Verify(manifest, "using MlDsl;\n[{|MLD2013:OnnxModel(\"Models/m.onnx\")|}] public partial class M;")));
        Assert.Empty(await OnnxTest.Verify(manifest, "using MlDsl;\n#pragma warning disable MLD2013\n[OnnxModel(\"Models/m.onnx\")] public partial class M;"));
    }

    [Theory]
    [InlineData("[Numeric] public float Distance { get; init; }", "[Column(\"Miles\")]\n    [Numeric] public float Distance { get; init; }")]
    [InlineData("[Numeric, Column(\"distance\")] public float Miles { get; init; }", "[Numeric, Column(\"Miles\")] public float Miles { get; init; }")]
    [InlineData("[Column(Available = Availability.AtPrediction), Numeric] public float Distance { get; init; }", "[Column(\"Miles\", Available = Availability.AtPrediction), Numeric] public float Distance { get; init; }")]
    public Task ARenamedColumnGetsItsNameBack(string column, string @fixed) => FixTest.Verify<OnnxModelAnalyzer, RenamedColumnFix>(
        Renamed(column) + "[{|MLD2005:OnnxModel(\"Models/m.onnx\")|}] public partial class M : IScorer<Trip, string>;",
        Renamed(@fixed) + "[OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<Trip, string>;",
        [],
        [.. OnnxTest.Files(OfTwo())]);

    private static string Renamed(string column) => Two.Replace("[Numeric] public float Miles { get; init; }", column, StringComparison.Ordinal);
}
