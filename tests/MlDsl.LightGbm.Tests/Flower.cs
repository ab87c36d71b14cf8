namespace MlDsl.LightGbm.Tests;

/// <summary>A flower of one of three kinds.</summary>
[Dataset]
public sealed partial record Flower
{
    [Numeric] public required float Length { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? Width { get; init; }
    [Categorical("red", "blue", "white")] public required string Color { get; init; }
    [Label] public required string Kind { get; init; }

    public static IEnumerable<Flower> Make(int count, int seed)
    {
        var random = new Random(seed);
        string[] colors = ["red", "blue", "white"];
        for (int i = 0; i < count; i++)
        {
            float length = (float)random.NextDouble() * 9;
            int color = random.Next(3);
            yield return new Flower { Length = length, Width = random.Next(4) == 0 ? null : random.Next(7), Color = colors[color], Kind = $"kind {(int)(length / 3 + color + random.NextDouble()) % 3}" };
        }
    }
}

[Model<Flower, MulticlassClassification>, LightGbm(Trees = 12, MinRows = 5)]
public sealed partial class FlowerModel;
