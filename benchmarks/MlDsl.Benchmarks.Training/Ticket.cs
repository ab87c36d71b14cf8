namespace MlDsl.Benchmarks.Training;

/// <summary>A ticket of two texts, each hashed to 2¹⁸ positions, and the team that it is for.</summary>
[Dataset]
public sealed partial record Ticket
{
    /// <summary>The teams.</summary>
    public const int Teams = 22;

    private const int Vocabulary = 20_000, OwnWords = 60;

    [Text(HashBits = 18, WordNgrams = 2)] public required string Title { get; init; }
    [Text(HashBits = 18, WordNgrams = 2)] public required string Body { get; init; }
    [Label] public required string Team { get; init; }

    /// <summary>Made-up tickets whose words are as frequent as those of a language (Zipf), some of them a team's own.</summary>
    public static IEnumerable<Ticket> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int team = random.Next(Teams);
            yield return new Ticket { Title = Words(random, team, 4 + random.Next(8)), Body = Words(random, team, 20 + random.Next(200)), Team = $"team {team:D2}" };
        }
    }

    private static string Words(Random random, int team, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ =>
        random.Next(12) == 0 ? $"t{team}x{random.Next(OwnWords)}" : $"w{(int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary))}"));
}

/// <summary>Softmax regression over both texts.</summary>
[Model<Ticket, MulticlassClassification>, LogisticRegression]
public sealed partial class TicketModel;
