using System.Globalization;
using System.Text;

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
    public static IEnumerable<T> Distinct<T>(IEnumerable<T> specs, Func<T, TypeDeclaration> type, Func<T, TypeDeclaration, T> with)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (T spec in specs)
        {
            TypeDeclaration own = type(spec);
            if (!names.TryGetValue(own.HintName, out string holder))
            {
                names.Add(own.HintName, own.FullName);
                yield return spec;
            }
            else if (holder != own.FullName)
            {
                string name = own.HintName + "_" + Hash(own.FullName);
                if (names.ContainsKey(name)) continue;
                names.Add(name, own.FullName);
                yield return with(spec, own with { HintName = name });
            }
        }
    }

    // The framework's own hash of a string differs from run to run.
    private static string Hash(string text) => TextHash.Of(text).ToString("x16", CultureInfo.InvariantCulture).Substring(0, 8);
}
