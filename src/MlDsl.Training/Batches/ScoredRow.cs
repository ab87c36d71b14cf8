namespace MlDsl.Training;

/// <summary>One row of a stretch of a file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Place">Where it stands in the stretch.</param>
/// <param name="Row">Its values; null where it cannot be read.</param>
/// <param name="Kept">What comes along of it, in the order of the options.</param>
/// <param name="Problem">Why it cannot be scored; null where nothing is known against it.</param>
internal readonly record struct ScoredRow(long Line, Range Place, DynamicRow? Row, KeptValue[] Kept, DataFormatException? Problem);

/// <summary>A value that comes along from the input into the output.</summary>
/// <param name="Text">The text, or JSON; null where it is missing.</param>
/// <param name="IsJson">Whether it is JSON that is no text: a number, a flag, an array, an object.</param>
internal readonly record struct KeptValue(string? Text, bool IsJson);

/// <summary>Reads the rows of stretches of a file, on any thread.</summary>
internal abstract class FileRows
{
    /// <summary>How the file is cut into stretches that begin and end with a row.</summary>
    public abstract CsvOptions Cut { get; }

    /// <summary>Hands over the rows of a stretch, in order.</summary>
    /// <param name="chunk">The stretch.</param>
    /// <param name="thread">The number of the thread that works, which has one stretch at a time.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <exception cref="DataFormatException">What is there cannot be cut into rows.</exception>
    public abstract void Read(CsvChunk chunk, int thread, List<ScoredRow> rows);
}
