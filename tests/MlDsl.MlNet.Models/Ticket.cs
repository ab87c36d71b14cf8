using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlDsl.MlNet.Models;

/// <summary>A row as a service has it for a PredictionEngine.</summary>
public sealed class Ticket
{
    private static readonly string[] Topics = ["invoice", "delivery", "login"];
    private static readonly string[] Words = ["the invoice is wrong", "where is my parcel", "I cannot log in", "please help me", "again and again", "naïve Straße", "unseen"];

    public string Text { get; set; } = "";

    public string Topic { get; set; } = "";

    public float Length { get; set; }

    public float Hours { get; set; }

    [VectorType(3)]
    public float[] Marks { get; set; } = [0, 0, 0];

    public bool Urgent { get; set; }

    /// <summary>Rows that are the same for one seed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="isOdd">Whether missing values and texts that training never saw may come.</param>
    public static Ticket[] Rows(int count, int seed, bool isOdd)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Row())];

        Ticket Row()
        {
            int topic = random.Next(Topics.Length);
            float hours = (float)(random.NextDouble() * 48);
            return new Ticket
            {
                Text = isOdd && random.Next(20) == 0 ? "" : $"{Words[random.Next(3) == 0 ? random.Next(Words.Length) : topic]} {Words[random.Next(isOdd ? Words.Length : 5)]}",
                Topic = isOdd && random.Next(20) == 0 ? "other" : Topics[topic],
                Length = random.Next(200),
                Hours = isOdd && random.Next(20) == 0 ? float.NaN : hours,
                Marks = [random.Next(2), (float)random.NextDouble() + topic, (float)random.NextDouble() - topic],
                Urgent = hours + topic > 30,
            };
        }
    }
}

/// <summary>What the mapping reads.</summary>
public sealed class Waiting
{
    public float Hours { get; set; }
}

/// <summary>What the mapping makes.</summary>
public sealed class Days
{
    public float Waited { get; set; }
}

/// <summary>A mapping of the service's own, which the model file only names.</summary>
[CustomMappingFactoryAttribute(nameof(DaysMapping))]
public sealed class DaysMapping : CustomMappingFactory<Waiting, Days>
{
    public override Action<Waiting, Days> GetMapping() => Map;

    public static void Map(Waiting from, Days to) => to.Waited = float.IsNaN(from.Hours) ? -1 : from.Hours / 24;
}
