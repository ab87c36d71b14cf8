using System.Buffers;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>The rows of <see cref="Evening"/> with numbers for films.</summary>
[Dataset]
public sealed partial record Numbered
{
    [User] public required string Viewer { get; init; }
    [Item] public required long Film { get; init; }
    [EventTime] public DateTime At { get; init; }
}

[Model<Numbered, Recommendation>(Name = "evening", Version = "2")]
[ImplicitAls(Factors = 4)]
public sealed partial class NumberedEvening;

public sealed class RecommendationFileTests
{
    private static readonly Watch[] Rows = Watches.Many(60, 30, 9);

    public static TheoryData<string> Trainers => ["als", "ratings", "bpr", "alike", "popular"];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AModelComesBackAsItWas(string trainer)
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Rows).SplitByUserTime(validation: 0.2, test: 0);
        Evening model = Evening.Fit(split.Train, OptionsOf(trainer));
        model.Evaluate(split.Validation);
        using var stream = new MemoryStream();
        model.Save(stream);

        Evening again = Evening.Load(stream.ToArray());

        foreach (string user in Rows.Select(static r => r.Viewer).Distinct().Append("new")) Assert.Equal(model.Recommend(user, 12, ["f003"]), again.Recommend(user, 12, ["f003"]));
        Assert.Equal((model.Card.Trainer, model.Card.DataFingerprint, model.Card.Split, 1), (again.Card.Trainer, again.Card.DataFingerprint, again.Card.Split, again.Evaluations.Count));
        Assert.Equal((model.RepeatedRows, true), (again.RepeatedRows, model.RepeatedRows > 0));
        using var second = new MemoryStream();
        again.Save(second);
        Assert.Equal(stream.ToArray(), second.ToArray());
        Assert.Contains(model.Card.Name, again.Document().ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesOfOtherModelsAreRefused()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Evening.Fit(Watches.Train(Rows)).Save(path);
            Assert.Equal(30, Evening.Load(path).Items);
            Assert.Contains("holds the model 'evening', not 'Alike'", Assert.Throws<ModelFileException>(() => Alike.Load(path)).Message, StringComparison.Ordinal);
            Assert.Contains("was trained on another schema", Assert.Throws<ModelFileException>(() => NumberedEvening.Load(path)).Message, StringComparison.Ordinal);
            Assert.Contains("it holds a recommender", Assert.Throws<ModelFileException>(() => ModelFile.Read(File.ReadAllBytes(path), "it")).Message, StringComparison.Ordinal);
            Assert.Contains("There is no model file", Assert.Throws<ModelFileException>(() => Evening.Load(path + ".none")).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void BytesThatWereCutOrChangedAreRefusedOrReadAsAnother(string trainer)
    {
        byte[] bytes = BytesOf(trainer);
        Assert.Equal(bytes, Written(RecommendationBytes.Read(bytes)));
        for (int length = 0; length < bytes.Length; length += 1 + (length / 50)) Assert.Throws<FormatException>(() => RecommendationBytes.Read(bytes.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => RecommendationBytes.Read([.. bytes, 0]));
        var draws = new Random(4);
        for (int i = 0; i < 2000; i++)
        {
            byte[] changed = [.. bytes];
            changed[draws.Next(bytes.Length)] ^= (byte)(1 << draws.Next(8));
            try
            {
                RecommendationPredictor read = RecommendationBytes.Read(changed);
                read.Best(0, [], new int[3], new float[3]);
            }
            catch (Exception problem) when (problem is FormatException or ArgumentException)
            {
                // What reading a file turns into the exception of a bad file.
            }
        }
    }

    [Fact]
    public void IdsMustBeOfTheirTypeAndInOrder()
    {
        Assert.Contains("is no Int64", Assert.Throws<FormatException>(() => Entities<long>.Parse(["1", "x"], "item")).Message, StringComparison.Ordinal);
        Assert.Contains("out of order", Assert.Throws<FormatException>(() => Entities<long>.Parse(["10", "9"], "item")).Message, StringComparison.Ordinal);
        Assert.Equal(["-3", "9", "10"], Entities<long>.Of([10, 9, -3]).Texts);
        Assert.Equal(["B", "a", "ä"], Entities<string>.Of(["ä", "a", "B"]).Texts);
    }

    private static byte[] BytesOf(string trainer)
    {
        ReadInteractions<string, string> read = InteractionReader.Read<Watch, string, string>(Watches.Train(Rows[..120]).Batches(default), trainer == "ratings");
        RecommenderOptions options = OptionsOf(trainer);
        return Written(new RecommendationPredictor(read.Users.Texts, read.Items.Texts, read.Data.ByUser, options.Learn(read.Data, new()).Scorer, false, double.NaN, read.Data.Repeats));
    }

    private static byte[] Written(RecommendationPredictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    internal static RecommenderOptions OptionsOf(string trainer) => trainer switch
    {
        "als" => new ImplicitAlsOptions { Factors = 5, Iterations = 4 },
        "ratings" => new ExplicitAlsOptions { Factors = 5, Iterations = 4 },
        "bpr" => new BprOptions { Factors = 5, Iterations = 4 },
        "alike" => new ItemNeighboursOptions { Neighbours = 7 },
        _ => new PopularityOptions(),
    };
}
