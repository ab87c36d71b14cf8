namespace MlDsl.Properties.Routes;

/// <summary>What classes are called outside of C#.</summary>
internal static class Classes
{
    /// <summary>The names in the order of the outputs; of two classes, the negative one first.</summary>
    public static IReadOnlyList<string> Of(Outcome outcome) => (outcome.Link, outcome.Classes.Count, outcome.Positive) switch
    {
        (Link.Logit, 0, null or "true") => ["false", "true"],
        (Link.Logit, 0, _) => [$"not {outcome.Positive}", outcome.Positive!],
        _ => outcome.Classes,
    };
}
