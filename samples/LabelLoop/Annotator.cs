namespace LabelLoop;

/// <summary>Somebody who labels: right with some probability, and what else they say when they are not.</summary>
/// <param name="Name">The name.</param>
/// <param name="Skill">The probability of being right in the beginning.</param>
/// <param name="Tired">The same in the end.</param>
/// <param name="Habit">What is said instead; null for any class.</param>
internal sealed record Annotator(string Name, double Skill, double Tired, MessageKind? Habit)
{
    /// <summary>Anna is careful, Ben as well, and Cleo tires and then calls everything a complaint.</summary>
    public static IReadOnlyList<Annotator> All { get; } =
    [
        new("anna", 0.93, 0.93, null),
        new("ben", 0.90, 0.90, null),
        new("cleo", 0.88, 0.35, MessageKind.Complaint),
    ];

    /// <summary>What is said of a message.</summary>
    /// <param name="truth">What it is.</param>
    /// <param name="at">How much of the day is over, 0 to 1.</param>
    /// <param name="random">The chance.</param>
    public MessageKind Say(MessageKind truth, double at, Random random) =>
        random.NextDouble() < Skill + ((Tired - Skill) * at) ? truth : Habit ?? (MessageKind)random.Next(3);
}
