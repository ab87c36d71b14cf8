using System.Collections.Immutable;

namespace MlDsl.Generators;

/// <summary>What a diagnostic tells the code fixes.</summary>
internal static class Fix
{
    /// <summary>The property that holds the name to write in place of the marked one.</summary>
    public const string Name = "name";

    /// <summary>The properties of a diagnostic whose marked name should be <paramref name="name"/>.</summary>
    public static ImmutableDictionary<string, string?>? Rename(string? name) =>
        name is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Name, name);
}
