namespace MlDsl.Tool.Labeling;

/// <summary>Where answers come from.</summary>
internal interface IAnswers
{
    /// <summary>Whether a person sits there, whose time is measured.</summary>
    bool IsPerson { get; }

    /// <summary>The next answer; null where there are no more.</summary>
    /// <param name="isKey">Whether one key is an answer; otherwise it ends with the line.</param>
    string? Read(bool isKey);
}

/// <summary>Answers one a line, of a pipe or a file.</summary>
internal sealed class LineAnswers(TextReader reader) : IAnswers
{
    public bool IsPerson => false;

    public string? Read(bool isKey) => reader.ReadLine();
}

/// <summary>Answers that are typed: one key where that is enough, the backspace key to go back, escape to stop.</summary>
internal sealed class TypedAnswers(TextWriter output) : IAnswers
{
    public bool IsPerson => true;

    public string? Read(bool isKey)
    {
        if (!isKey) return Console.In.ReadLine();
        ConsoleKeyInfo key = Console.ReadKey(intercept: true);
        string answer = key.Key switch { ConsoleKey.Backspace => "<", ConsoleKey.Escape => ".", ConsoleKey.Enter => "", _ => key.KeyChar.ToString() };
        // A note is written behind the key, on a line.
        if (answer == "#") return $"#{Console.In.ReadLine()}";
        output.WriteLine(TerminalText.Line(answer));
        return answer;
    }
}
