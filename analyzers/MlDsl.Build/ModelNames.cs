using System.Text;

namespace MlDsl.Build;

/// <summary>A model's name where compilers split lists at signs that file names may hold.</summary>
internal static class ModelNames
{
    /// <summary>The name itself, if it has only letters, digits and <c>. _ - /</c>; else with others replaced, and a hash that keeps names apart.</summary>
    public static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length + 9);
        uint hash = 2166136261;
        bool isSafe = true;
        foreach (char c in name)
        {
            bool fits = c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '_' or '-' or '/';
            isSafe &= fits;
            safe.Append(fits ? c : '_');
            hash = unchecked((hash ^ c) * 16777619);
        }
        if (isSafe) return name;

        // The ending says what the file is.
        int dot = name.LastIndexOf('.');
        return safe.Insert(dot < 0 ? safe.Length : dot, "-" + hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)).ToString();
    }
}
