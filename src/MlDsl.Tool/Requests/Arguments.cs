namespace MlDsl.Tool;

/// <summary>Arguments that several verbs take.</summary>
internal static class Arguments
{
    /// <summary>Refuses to write over what is read.</summary>
    /// <param name="option">The option that names what is written.</param>
    /// <param name="to">What is written.</param>
    /// <param name="inputs">What is read; null where nothing is.</param>
    /// <exception cref="ToolException">They are one file.</exception>
    public static void RefuseOver(string option, string to, IEnumerable<string?> inputs)
    {
        if (inputs.Any(input => input is not null && Path.GetFullPath(input) == Path.GetFullPath(to))) throw new ToolException($"{option} '{to}' is a file that is read, and would be written over; name another");
    }

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
