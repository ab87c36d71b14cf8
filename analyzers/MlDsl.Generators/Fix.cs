using System.Collections.Immutable;

namespace MlDsl.Generators;

/// <summary>What a diagnostic tells the code fixes.</summary>
internal static class Fix
{
    /// <summary>The property that holds the name to write in place of the marked one.</summary>
    public const string Name = "name";

    /// <summary>The property of a diagnostic about modifiers; its value is one that is missing.</summary>
    public const string Modifier = "modifier";

    /// <summary>The properties of a diagnostic that a modifier would answer: the one that <paramref name="obstacle"/> asks for.</summary>
    public static ImmutableDictionary<string, string?>? Add(string obstacle)
    {
        foreach (string modifier in new[] { "partial", "static", "public" })
            if (obstacle.Contains($"must be {modifier}") && !obstacle.Contains(" or internal")) return ImmutableDictionary<string, string?>.Empty.Add(Modifier, modifier);
        return null;
    }

    /// <summary>The properties of a diagnostic whose marked name should be <paramref name="name"/>.</summary>
    public static ImmutableDictionary<string, string?>? Rename(string? name) =>
        name is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Name, name);
}
