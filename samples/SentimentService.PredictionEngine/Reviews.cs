namespace SentimentService;

/// <summary>Made-up reviews: the same for one seed.</summary>
public static class Reviews
{
    private static readonly string[] Things = ["soup", "room", "service", "coffee", "breakfast", "parcel", "driver", "garden"];
    private static readonly string[] Good = ["wonderful", "friendly", "clean", "quick", "delicious", "lovely"];
    private static readonly string[] Bad = ["cold", "rude", "dirty", "late", "tasteless", "broken"];
    private static readonly string[] Ends = ["we will come again", "once and never again", "what else to say", "my family agreed", "at this price"];

    public static ModelInput[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            bool isGood = random.Next(2) == 0;
            string[] words = isGood ? Good : Bad;
            return new ModelInput { Text = $"The {Of(Things)} was {Of(words)} and the {Of(Things)} {Of(random.Next(8) == 0 ? (isGood ? Bad : Good) : words)}, {Of(Ends)}!", Sentiment = isGood };
        })];

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
