namespace MlDsl.Tool;

/// <summary>Texts of files as a terminal may show them: what it would obey is a blank.</summary>
internal static class TerminalText
{
    /// <summary>On one line.</summary>
    public static string Line(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));

    /// <summary>With its lines and tabs.</summary>
    public static string Lines(string text) => string.Concat(text.ReplaceLineEndings("\n").Select(static c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));
}
