namespace MlDsl.Training;

/// <summary>Parameters by a library's own names, as a user gives them: <c>name=value</c> with blanks between.</summary>
/// <param name="taken">Names that are set otherwise, each list with what sets them.</param>
/// <param name="refused">Names that cannot be set.</param>
internal sealed class NamedParameters((string Option, string[] Names)[] taken, string[] refused)
{
    /// <summary>Holds parameters against those that are set otherwise.</summary>
    /// <exception cref="ArgumentException">One is not <c>name=value</c>, is given twice, or is set otherwise; the message names it.</exception>
    public void Check(string parameters)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string part in Parts(parameters))
        {
            // Libraries strip quotes, and read up to a 0.
            if (part.Split('=') is not [{ Length: > 0 } name, { Length: > 0 }] || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || part.Any(char.IsControl))
                throw new ArgumentException($"'{part}' is no parameter; write name=value, with blanks between parameters and none in them, and no quotes around names", nameof(parameters));
            if (!seen.Add(name)) throw new ArgumentException($"The parameter '{name}' is given twice", nameof(parameters));
            if (taken.FirstOrDefault(t => t.Names.Contains(name)) is { Option: { } option })
                throw new ArgumentException($"The parameter '{name}' is set by {option}; set that, and leave '{name}' out", nameof(parameters));
            if (refused.Contains(name))
                throw new ArgumentException($"The parameter '{name}' cannot be set: it changes how rows are read or what predictions are made of, or counts columns as the library does; leave it out", nameof(parameters));
        }
    }

    /// <summary>Each <c>name=value</c> of a text.</summary>
    public static string[] Parts(string parameters) => parameters.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
