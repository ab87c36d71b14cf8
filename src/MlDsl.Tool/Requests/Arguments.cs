namespace MlDsl.Tool;

/// <summary>Arguments that several verbs take.</summary>
internal static class Arguments
{
    /// <summary>A separator as it is typed.</summary>
    /// <exception cref="ToolException">It is longer than a character.</exception>
    public static char? Separator(string? text) => text switch
    {
        null => null,
        "tab" => '\t',
        [var one] => one,
        _ => throw new ToolException($"--separator '{text}' is no separator; it is one character, or 'tab'"),
    };
}
