namespace MlDsl.Labels.Tests.Rows;

public enum Mood
{
    Calm,
    Angry,
}

/// <summary>A message with every kind of column that is looked at.</summary>
[Dataset]
public sealed partial record Note
{
    [Id] public required int Id { get; init; }
    [Text] public required string Body { get; init; }
    [Numeric] public required double Height { get; init; }
    [Numeric(Impute = Impute.Mean)] public int? Weight { get; init; }
    [Numeric(Length = 2)] public required float[] Place { get; init; }
    [Categorical] public required Mood Mood { get; init; }
    [Categorical] public required string Town { get; init; }
    [Label] public required string Kind { get; init; }

    /// <summary>Messages whose weight follows the height.</summary>
    public static Note[] Some(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double height = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return new Note
            {
                Id = i, Body = string.Concat(Enumerable.Range(0, 60).Select(_ => (char)('a' + random.Next(26)))), Height = height, Weight = (int)(100 * height) + random.Next(10),
                Place = [random.NextSingle(), 1], Mood = (Mood)random.Next(2), Town = random.Next(2) == 0 ? "Here" : "There", Kind = random.Next(2) == 0 ? "bill" : "letter",
            };
        })];
    }
}
