using MlDsl.Generators.Models;

namespace MlDsl.Generators.Tests.Models;

public sealed class TrainerAnalyzerTests
{
    private const string Options = """
        using MlDsl.Training;
        public abstract record PartOptions : TrainerOptions
        {
            public int Rounds { get; init; }
            public int Made => 3;
            public override TargetKind Targets => TargetKind.Value;
            public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) => throw new System.NotSupportedException();
            protected override void Describe(OptionWriter options) => options.Write(nameof(Rounds), Rounds);
        }
        public sealed record MeanOptions : PartOptions
        {
            public double Shift { get; init; }
        }

        """;

    [Theory]
    [InlineData("public double {|MLD0311:Offset|} { get; init; }")]
    [InlineData("public float {|MLD0311:Shift|} { get; init; }")]
    [InlineData("public int {|MLD0311:Made|} { get; init; }")]
    [InlineData("public MeanAttribute(double {|MLD0311:shift|}) { }")]
    public Task Reports(string member) => Expect.Reports<TrainerAnalyzer>(With(member));

    [Theory]
    [InlineData("public double Shift { get; init; } public int Rounds { get; set; }")]
    [InlineData("public static double Offset { get; set; } internal int Own { get; set; } public int Count => 3;")]
    [InlineData("public MeanAttribute() { }")]
    public Task StaysSilent(string member) => Expect.Reports<TrainerAnalyzer>(With(member));

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<TrainerAnalyzer>(With("\n#pragma warning disable MLD0311\npublic double Offset { get; init; }"));

    [Fact]
    public Task AnotherAttributeIsNone() => Expect.Reports<TrainerAnalyzer>(With("public double Shift { get; init; }") + "public sealed class PlainAttribute(int x) : System.Attribute { public int X => x; public int Y { get; set; } }");

    private static string With(string member) =>
        Options + $"[Trainer(typeof(MeanOptions), Targets = TargetKind.Value)] public sealed class MeanAttribute : System.Attribute {{ {member} }}\n";
}
