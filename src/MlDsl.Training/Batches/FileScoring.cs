namespace MlDsl.Training;

/// <summary>Scores files that may be longer than memory.</summary>
public static class FileScoring
{
    /// <summary>
    /// What the model says of each row of a file, written to another in the order of the rows, with the model's version and the hash of its schema in each line.
    /// All cores work; a few stretches of the input of some 64 KiB are held for each.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The output grows beside its place, as <c>OUTPUT.partial</c>, with a journal, <c>OUTPUT.journal</c>. Wherever a run ends, the same call goes on behind the last
    /// partition in the journal, once it has seen by their SHA-256 that the input up to there and what was written are as they were, and gives the bytes that one run gives. The output comes to
    /// its place whole; <c>OUTPUT.scored.json</c> says of which model, schema, options and input it is. Scored again, a whole output is left as it is.
    /// </para>
    /// <para>
    /// A CSV output has the columns <c>line</c> (of the input, on which the row begins), those kept, <c>prediction</c> (or <c>value</c>, <c>low</c>, <c>high</c>; or <c>label</c>
    /// with <c>probability</c> or <c>probabilities.CLASS</c>), <c>model</c> (as <c>Model-Version</c> of a service: name, version, start of the file's SHA-256) and <c>schema</c>. In JSON lines
    /// <c>prediction</c> is what a service answers.
    /// </para>
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="input">The file of rows.</param>
    /// <param name="output">The file of predictions.</param>
    /// <param name="options">How; <see cref="FileScoringOptions.Default"/> where null.</param>
    /// <param name="cancellation">Ends it between two stretches of the input; the same call goes on.</param>
    /// <exception cref="FileNotFoundException">There is no such input.</exception>
    /// <exception cref="DataFormatException">A row cannot be read or is refused, and nothing takes it, or the input is no file of rows; the message names file, line and column.</exception>
    /// <exception cref="FileScoringException">Something else lies in the place of the output, or the input changed; the message says what, and the way out.</exception>
    /// <exception cref="ArgumentException">The options contradict each other, the files or the model.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FileScoringResult ScoreFile(
        this DynamicModel model, string input, string output, FileScoringOptions? options = null, CancellationToken cancellation = default) =>
        ScoreFile(model, input, output, options ?? FileScoringOptions.Default, new ScoringDisk(), cancellation);

    internal static FileScoringResult ScoreFile(
        DynamicModel model, string input, string output, FileScoringOptions options, ScoringDisk disk, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentException.ThrowIfNullOrEmpty(output);
        var paths = new ScoringPaths(input, output, options.Rejects);
        paths.Check();
        return new ScoringRun(model, paths, options, disk, cancellation).Run();
    }
}
