using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlDsl.Testing;

namespace MlDsl.Training.Tests.Json;

/// <summary>What is written by System.Text.Json is read back equal, whatever the options; what was not written by it is refused by name.</summary>
public sealed class ResultJsonTests
{
    private static readonly Dictionary<string, JsonSerializerOptions> Options = new()
    {
        ["default"] = new(),
        ["web"] = new(JsonSerializerDefaults.Web),
        ["snake"] = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseUpper, WriteIndented = true },
        ["texts"] = new() { NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString },
        ["literals"] = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals },
        ["sparse"] = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault },
        ["nulls"] = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow },
    };

    public static IEnumerable<object[]> Ways => from name in Options.Keys from isGenerated in new[] { false, true } select new object[] { name, isGenerated };

    [Theory]
    [MemberData(nameof(Ways))]
    public void ComesBackEqual(string options, bool isGenerated)
    {
        using var finnish = new CultureScope("fi-FI");
        JsonSerializerOptions chosen = With(options, isGenerated);
        foreach (object value in Results.All)
        {
            string json = JsonSerializer.Serialize(value, value.GetType(), chosen);
            object? back = JsonSerializer.Deserialize(json, value.GetType(), chosen);
            Assert.True(value.Equals(back), $"{value.GetType().Name}: {json}");
            Assert.Equal(json, JsonSerializer.Serialize(back, value.GetType(), chosen));
        }
    }

    [Fact]
    public void AProbabilityIsANumber()
    {
        Assert.Equal("{\"Score\":3.4760988,\"Probability\":0.97,\"Label\":true}", JsonSerializer.Serialize(Results.Prediction));
        Assert.Equal(0.97f, JsonSerializer.Deserialize<BinaryPrediction>("{\"Label\":true,\"Probability\":0.97,\"Score\":3}").Probability.Value);
    }

    [Fact]
    public void TheUndefinedIsNull() => Assert.Equal("{\"Value\":null,\"Low\":null,\"High\":null}", JsonSerializer.Serialize(Metric.Undefined));

    [Fact]
    public void ClassScoresOutliveTheirMemoryAsAnArray()
    {
        var scores = new ClassScores<Mood>([Mood.Calm, Mood.Merry], [0.25f, 0.75f]);
        Assert.Equal(
            [new(Mood.Calm, (Probability)0.25f), new(Mood.Merry, (Probability)0.75f)],
            JsonSerializer.Deserialize(JsonSerializer.Serialize(scores.ToArray(), ResultContext.Default.ClassScoreMoodArray), ResultContext.Default.ClassScoreMoodArray)!);
    }

    [Fact]
    public void AContextHoldsATypeOfTheSameNameUnderAnother()
    {
        var own = new Game.Score(3);
        Assert.Equal(own, JsonSerializer.Deserialize(JsonSerializer.Serialize(own, ResultContext.Default.GameScore), ResultContext.Default.GameScore));
        Assert.Equal("3", JsonSerializer.Serialize((Score)3, ResultContext.Default.Score));
    }

    [Theory]
    [InlineData("{\"Score\":1,\"Probability\":1.5,\"Label\":true}", "Probability")]
    [InlineData("{\"Score\":1,\"Probability\":-0.1,\"Label\":true}", "Probability")]
    [InlineData("{\"Score\":1,\"Probability\":null,\"Label\":true}", "Probability")]
    [InlineData("{\"Score\":1,\"Probability\":\"NaN\",\"Label\":true}", "Probability")]
    [InlineData("{\"Score\":1,\"Probability\":\"0.5\",\"Label\":true}", "Probability")]
    [InlineData("{\"Score\":1e39,\"Probability\":0.5,\"Label\":true}", "Score")]
    [InlineData("{\"Score\":{},\"Probability\":0.5,\"Label\":true}", "Score")]
    [InlineData("{\"Score\":1,\"Label\":true}", "Probability")]
    [InlineData("{}", "Label")]
    public void APredictionThatCannotBeIsRefusedByName(string json, string member)
    {
        foreach (bool isGenerated in new[] { false, true })
        {
            var problem = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<BinaryPrediction>(json, With("default", isGenerated)));
            Assert.Contains(member, problem.Message, StringComparison.Ordinal);
        }
    }

    // Every member is needed, but for those that may be null.
    [Fact]
    public void AMissingMemberIsNamed()
    {
        string[] optional = ["Baseline", "Slices", "Parent", "Positive", "Features", "Warnings", "LeakageRules", "AcceptedRisks", "Evaluations", "NotCovered", "Intervals", "Reliability"];
        foreach (object value in new object[] { Results.Binary, Results.Multiclass, Results.Regression, Results.Ranking, Results.Ranking.Cutoffs[0], Results.Intervals, Results.Card, new Assessment<BinaryMetrics>(Results.Binary, 8, 1, 0), Results.Multiclass.Confusion, new Metric(1, 2, 3) })
        {
            foreach (string member in JsonSerializer.SerializeToNode(value, value.GetType())!.AsObject().Select(static p => p.Key).Except(optional).ToList())
            {
                JsonObject json = JsonSerializer.SerializeToNode(value, value.GetType())!.AsObject();
                json.Remove(member);
                var problem = Assert.Throws<JsonException>(() => json.Deserialize(value.GetType()));
                Assert.Contains(member, problem.Message + problem.InnerException?.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"Classes\":[],\"Cells\":[]}")]
    [InlineData("{\"Classes\":[\"a\",\"b\"],\"Cells\":[[1,2],[3]]}")]
    [InlineData("{\"Classes\":[\"a\",\"b\"],\"Cells\":[[1,2]]}")]
    [InlineData("{\"Classes\":[\"a\",1],\"Cells\":[[1,2],[3,4]]}")]
    [InlineData("{\"Classes\":[\"a\",\"b\"],\"Cells\":[[1,2],[3,{}]]}")]
    [InlineData("{\"Classes\":\"a\",\"Cells\":[[1]]}")]
    public void AMatrixThatIsNoneIsRefused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ConfusionMatrix>(json));

    private static JsonSerializerOptions With(string options, bool isGenerated) => new(Options[options])
    {
        TypeInfoResolver = isGenerated ? ResultContext.Default : new DefaultJsonTypeInfoResolver(),
    };
}
