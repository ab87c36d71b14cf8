using Microsoft.ML.Data;

namespace MlDsl.Benchmarks.Models;

/// <summary>Twelve numbers and two texts, as ML.NET wants rows: a class of properties.</summary>
public sealed class MlNetTrip
{
    [VectorType(12)]
    public float[] Numbers { get; set; } = [];

    public string Vendor { get; set; } = "";

    public string Payment { get; set; } = "";

    public float Fare { get; set; }

    /// <summary>Distinct rows, the same for a seed, in no order that a processor could learn.</summary>
    public static MlNetTrip[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float[] numbers = [.. Enumerable.Range(0, 12).Select(_ => random.NextSingle())];
            int vendor = random.Next(12), payment = random.Next(40);
            return new MlNetTrip
            {
                Numbers = numbers,
                Vendor = $"v{vendor}",
                Payment = $"p{payment}",
                Fare = (numbers[0] * 3) + (numbers[1] * numbers[2] * 5) + (numbers[3] > 0.5f ? vendor * 0.2f : payment * 0.1f) + (random.NextSingle() * 0.2f),
            };
        })];
    }
}

/// <summary>A text and whether it is a good one.</summary>
public sealed class MlNetReview
{
    private static readonly string[] Things = ["soup", "room", "service", "coffee", "breakfast", "parcel", "driver", "garden"];
    private static readonly string[] Good = ["wonderful", "friendly", "clean", "quick", "delicious", "lovely"];
    private static readonly string[] Bad = ["cold", "rude", "dirty", "late", "tasteless", "broken"];
    private static readonly string[] Ends = ["we will come again", "once and never again", "what else to say", "my family agreed", "at this price"];

    public string Text { get; set; } = "";

    public bool IsGood { get; set; }

    /// <summary>Reviews that are made up, the same for a seed.</summary>
    public static MlNetReview[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            bool isGood = random.Next(2) == 0;
            string[] words = isGood ? Good : Bad;
            return new MlNetReview
            {
                Text = $"The {Of(Things)} was {Of(words)} and the {Of(Things)} {Of(random.Next(8) == 0 ? (isGood ? Bad : Good) : words)}, {Of(Ends)} {random.Next(100)}!",
                IsGood = isGood,
            };
        })];

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
