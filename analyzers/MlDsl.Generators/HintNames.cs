using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators;

/// <summary>The names of generated files: legal, short enough for every file system, and unique whatever the case of the letters.</summary>
internal static class HintNames
{
    private const int Longest = 120;

    /// <summary>A type's display name as a file's.</summary>
    public static string Of(string type)
    {
        var name = new StringBuilder(type.Length);
        foreach (char letter in type) name.Append(char.IsLetterOrDigit(letter) || letter is '.' or '_' ? letter : '_');
        if (name.Length <= Longest) return name.ToString();
        return name.ToString(0, Longest) + "_" + Hash(type);
    }

    /// <summary>
    /// Each spec once: a half-typed type may bear its attribute on two parts, and names that differ only in case are one name to
    /// the compiler's list of generated files.
    /// </summary>
    public static IncrementalValuesProvider<T> Distinct<T>(
        this IncrementalValueProvider<ImmutableArray<T>> specs, Func<T, TypeDeclaration> type, Func<T, TypeDeclaration, T> with) =>
        specs.SelectMany((all, _) =>
        {
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var distinct = new List<T>(all.Length);
            foreach (T spec in all)
            {
                TypeDeclaration own = type(spec);
                if (!names.TryGetValue(own.HintName, out string holder))
                {
                    names.Add(own.HintName, own.FullName);
                    distinct.Add(spec);
                }
                else if (holder != own.FullName)
                {
                    string name = own.HintName + "_" + Hash(own.FullName);
                    if (names.ContainsKey(name)) continue;
                    names.Add(name, own.FullName);
                    distinct.Add(with(spec, own with { HintName = name }));
                }
            }
            return distinct;
        });

    // FNV-1a: the framework's own hash of a string differs from run to run.
    private static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char letter in text) hash = unchecked((hash ^ letter) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
