namespace LabelLoop;

/// <summary>Messages made up so that their words say what they are, most of the time.</summary>
internal static class Messages
{
    private static readonly string[][] Words =
    [
        ["broken", "late", "refund", "again", "waiting", "wrong", "angry", "never"],
        ["how", "when", "which", "can I", "is there", "do you", "where", "possible"],
        ["thanks", "great", "love", "fast", "friendly", "perfect", "happy", "best"],
    ];

    private static readonly string[] Things = ["the parcel", "my order", "the bicycle", "the invoice", "delivery", "your shop", "the lamp", "the colour"];

    /// <summary>The same messages on every call, with what they are.</summary>
    public static IReadOnlyList<(string Text, MessageKind Kind)> Make(int count)
    {
        var random = new Random(5);
        var messages = new List<(string, MessageKind)>();
        for (int i = 0; i < count; i++)
        {
            var kind = (MessageKind)(random.NextDouble() < 0.45 ? 0 : random.Next(1, 3));
            string Word() => Words[random.NextDouble() < 0.8 ? (int)kind : random.Next(3)] is var some ? some[random.Next(some.Length)] : "";
            messages.Add(($"{Word()} {Things[random.Next(Things.Length)]} {Word()} {Word()} no {100 + i}", kind));
        }
        return messages;
    }
}
