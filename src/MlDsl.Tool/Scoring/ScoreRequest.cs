using MlDsl.Training;

namespace MlDsl.Tool.Scoring;

/// <summary>A file that is to be scored.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Input">The rows.</param>
/// <param name="Output">The predictions.</param>
/// <param name="Options">How.</param>
internal sealed record ScoreRequest(string Model, string Input, string Output, FileScoringOptions Options)
{
    /// <summary>What the library calls the ways out, and what they are called on the command line.</summary>
    private static readonly (string Library, string Line)[] Words =
    [
        ("begin anew with Replace", "begin anew with --replace"),
        ("set InputFormat", "set --input-format"),
        ("set OutputFormat", "set --output-format"),
        ("FileScoringOptions.Keep", "--keep"),
        ("CsvOptions.Separator", "--separator"),
        ("CsvOptions.Quote must differ from the separator", "--separator must not be a quote"),
        ("CsvOptions.Missing", "--missing"),
        ("CsvOptions.DateFormat", "--date-format"),
        ("CsvOptions.Comment", "--comment"),
    ];

    /// <summary>Scores the file.</summary>
    /// <exception cref="ToolException">It cannot be scored; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ScoreAnswer Run(CancellationToken cancellation)
    {
        try
        {
            DynamicModel model = DynamicModel.Load(Model);
            return new(this, ModelVersionText.Of(model.Card.Name, model.Card.Version, model.FileHash), model.ScoreFile(Input, Output, Options, cancellation));
        }
        catch (DataFormatException problem) when (Options.Rejects is null && problem.Line > 0)
        {
            throw new ToolException($"{problem.Message}; correct it, or let --rejects FILE take the rows that cannot be read or scored");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(Words.Aggregate(problem.Message, static (text, word) => text.Replace(word.Library, word.Line, StringComparison.Ordinal)));
        }
    }
}
