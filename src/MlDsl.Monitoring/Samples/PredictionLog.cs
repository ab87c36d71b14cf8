using System.Text;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Monitoring.Samples;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// A sample of what a model was asked and what it said, in a folder: of each period, a day say, so many rows, each with the same probability however many there were. <c>[Sensitive]</c> inputs are
/// redacted, ids are their HMACs. One process writes it. Safe for any number of threads.
/// </summary>
/// <remarks>
/// A row for which <see cref="Log"/> returned true is there after a crash, as <see cref="PredictionLogOptions.Durability"/> says, until another is drawn for its place, it is erased or trimmed. A row that is not
/// sampled costs a count and no allocation; what is counted since the last sampled row is lost where the process is killed. What was replaced lies in the file until that is written anew, at the latest when a sample's worth has been; <see cref="Erase"/> and <see cref="Trim"/> cover it.
/// The log is of other rows than an <see cref="OutcomeStore"/>, which has every prediction and no inputs: log the same <see cref="LoggedPrediction"/> in both.
/// </remarks>
/// <typeparam name="TRow">The row type of the model.</typeparam>
/// <typeparam name="TInput">Its inputs.</typeparam>
public sealed class PredictionLog<TRow, TInput> : IDisposable where TRow : IFeatureRow<TRow, TInput> where TInput : struct
{
    private const int MostOpen = 4;

    private readonly object gate = new();
    private readonly PredictionLogOptions options;
    private readonly FolderOwner owner;
    private readonly SampleLayout layout;
    private readonly List<SampleFile> files = [];

    // Those that were written last, the newest at the end: rows around midnight, or of a few days in turn, open none anew.
    private readonly List<SampleFile> recent = [];
    private SampleFile? current;
    private bool isDisposed;

    private PredictionLog(string folder, PredictionLogOptions options, SampleLayout layout, FolderOwner owner)
    {
        (Folder, this.options, this.layout, this.owner) = (folder, options, layout, owner);
        HashSet<IdKey> known = [.. Keys.Select(static key => IdKey.CheckOf(key.Span))];
        foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            // A file that was being written anew when the process went: the old one stands.
            if (SampleLayout.IsFile(name, ".partial")) File.Delete(path);
            if (!SampleLayout.IsFile(name)) continue;
            SampleFile file = SampleFile.Read(path, options);
            if (!known.Contains(file.Layout.Check)) throw new PredictionLogException($"'{path}' was written with another key, so that nobody's rows could be found in it; name that key among {nameof(PredictionLogOptions.FormerKeys)}");
            files.Add(file);
        }
        CutBytes = files.Sum(static file => file.CutBytes);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How many bytes at the end of the files were no whole record when the log was opened, as a process leaves them that is stopped while it writes.</summary>
    public long CutBytes { get; }

    private IEnumerable<ReadOnlyMemory<byte>> Keys => [options.Key, .. options.FormerKeys];

    /// <summary>Opens a log, or makes it.</summary>
    /// <param name="folder">The folder, which is made where it is not there.</param>
    /// <param name="options">The key of ids, how many rows are sampled, and how long they are kept.</param>
    /// <exception cref="ArgumentException">A column that is to be redacted is no input, or fewer rows are to be kept than one period has.</exception>
    /// <exception cref="PredictionLogException">Another process has the log, a file is damaged or of a key that is not given; the message names it and the way out.</exception>
    public static PredictionLog<TRow, TInput> Open(string folder, PredictionLogOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.MostRows < options.Rows) throw new ArgumentException(FormattableString.Invariant($"MostRows is {options.MostRows}, and one period has {options.Rows} rows; keep as many or more"), nameof(options));
        var layout = new SampleLayout(IdKey.CheckOf(options.Key.Span), options.Period, options.Rows, SampleColumns.Of(TRow.Schema, options.Redacted));
        options.Files.MakeFolder(folder);
        return FolderOwner.Open<PredictionLog<TRow, TInput>>(
            folder,
            process => new PredictionLogException($"The log '{folder}' is written by another process ({process}); one process writes a log: give each a folder of its own, or stop it"),
            owner => new(folder, options, layout, owner));
    }

    /// <summary>Takes a prediction; whether it is in the sample of its period, for now.</summary>
    /// <param name="input">What the model was given.</param>
    /// <param name="prediction">What it said, of which row and when.</param>
    /// <exception cref="ArgumentException">The id is empty, the value is not finite, or the model's name is longer than 255 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    /// <exception cref="PredictionLogException">It cannot be written; it is not sampled, and does not count.</exception>
    public bool Log(in TInput input, in LoggedPrediction prediction)
    {
        ArgumentException.ThrowIfNullOrEmpty(prediction.Id);
        if (!float.IsFinite(prediction.Value)) throw new ArgumentException(FormattableString.Invariant($"The prediction {prediction.Value} is not finite"), nameof(prediction));
        if (Encoding.UTF8.GetByteCount(prediction.Model ?? "") is var length and > StoreRecord.MostText)
            throw new ArgumentException(FormattableString.Invariant($"The name of a model has {length} bytes, and at most {StoreRecord.MostText} are kept; give a shorter one"), nameof(prediction));
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return FileOf(prediction.At.UtcTicks).Add((Log: this, Input: input, Prediction: prediction), static (in (PredictionLog<TRow, TInput> Log, TInput Input, LoggedPrediction Prediction) of, long seen, int slot) =>
                of.Log.Record(in of.Input, in of.Prediction, seen, slot));
        }
    }

    /// <summary>The samples of the periods that lie in a time, or reach into it, the earliest first; of one period several where its key, size or schema changed in it.</summary>
    /// <exception cref="PredictionLogException">A file is damaged.</exception>
    public IReadOnlyList<PredictionSample> Read(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return [.. files.Where(file => file.End > from.UtcTicks && file.Start < to.UtcTicks).OrderBy(static file => file.Start).Select(static file => file.Sample())];
        }
    }

    /// <summary>All samples, the earliest first.</summary>
    /// <inheritdoc cref="Read(DateTimeOffset, DateTimeOffset)"/>
    public IReadOnlyList<PredictionSample> Read() => Read(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Takes away everything of an id, whichever of the keys it was written with, also what other rows have replaced; how many records that was. Counts of predictions stay.</summary>
    /// <exception cref="PredictionLogException">A file is damaged or cannot be read or written: from all others the id is gone, and erasing it again takes it away.</exception>
    public int Erase(string id)
    {
        Dictionary<IdKey, IdKey> keys = Keys.DistinctBy(static key => IdKey.CheckOf(key.Span)).ToDictionary(static key => IdKey.CheckOf(key.Span), key => IdKey.Of(id, key.Span));
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            int gone = 0;
            PredictionLogException? problem = null;
            foreach (SampleFile file in files)
            {
                try
                {
                    gone += file.Rewrite(record => record.Key != keys[file.Layout.Check]);
                }
                catch (PredictionLogException e)
                {
                    // One that cannot be read keeps nobody in the others.
                    problem ??= e;
                }
            }
            return problem is null ? gone : throw problem;
        }
    }

    /// <summary>Takes away rows that are older than <see cref="PredictionLogOptions.Retention"/>, then the oldest periods while there are more rows than <see cref="PredictionLogOptions.MostRows"/>; how many records that was.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="PredictionLogException">A file is damaged or cannot be written; trimming again goes on.</exception>
    public int Trim(DateTimeOffset now)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            long first = now.UtcTicks - options.Retention.Ticks;
            int gone = 0;
            foreach (SampleFile file in files.OrderBy(static file => file.Start).ToArray())
            {
                if (file.End <= first || files.Sum(static each => (long)each.Count) > options.MostRows) gone += Delete(file);
                else if (file.Start < first) gone += file.Rewrite(record => record.Prediction.At.UtcTicks >= first);
            }
            return gone;
        }
    }

    /// <summary>Writes how many predictions there were, closes the files and lets another process have the log.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
            try
            {
                foreach (SampleFile file in files) file.Mark();
            }
            finally
            {
                foreach (SampleFile file in files) file.Dispose();
                owner.Dispose();
            }
        }
    }

    private SampleFile FileOf(long ticks)
    {
        long start = ticks - (ticks % options.Period.Ticks);
        return current is not null && current.Start == start ? current : Turn(start);
    }

    // Rows that come late go on with the file of their period.
    private SampleFile Turn(long start)
    {
        current = files.Find(file => file.Start == start && Path.GetFileName(file.Path) == layout.FileOf(start)) ?? New(start);
        recent.Remove(current);
        recent.Add(current);
        if (recent.Count > MostOpen)
        {
            SampleFile last = recent[0];
            recent.RemoveAt(0);
            last.Rest();
        }
        return current;
    }

    private SampleFile New(long start)
    {
        try
        {
            SampleFile file = SampleFile.New(Folder, layout, start, options);
            files.Add(file);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PredictionLogException($"The file of a period cannot be made in '{Folder}': {e.Message}; the prediction is not sampled, and does not count", e);
        }
    }

    private int Delete(SampleFile file)
    {
        file.Dispose();
        try
        {
            File.Delete(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PredictionLogException($"'{file.Path}' cannot be deleted: {e.Message}; do it again when that is mended", e);
        }
        files.Remove(file);
        recent.Remove(file);
        if (current == file) current = null;
        return file.Count;
    }

    private SampleRecord Record(in TInput input, in LoggedPrediction prediction, long seen, int slot)
    {
        var inputs = new SampledInput[layout.Columns.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var (name, isRedacted) = layout.Columns[i];
            inputs[i] = isRedacted ? new(name, null, SampledState.Redacted) : SampleColumns.Input(name, InputValues.Of<TRow, TInput>(in input, name));
        }
        return new SampleRecord(seen, slot, IdKey.Of(prediction.Id, options.Key.Span), new SampledPrediction(prediction.At, prediction.Value, prediction.Decision, prediction.Model ?? "", inputs));
    }
}
