namespace MlDsl.Monitoring.Scorers;

/// <summary>Collects the first windows of a service until they are a reference. Safe for any number of threads.</summary>
internal sealed class FirstCollector<TInput, TOutput>
{
    private readonly object gate = new(), writing = new();
    private readonly WatchedColumns<TInput, TOutput> columns;
    private readonly FirstWindows options;
    private readonly FirstSchema schema;
    private readonly FirstFolder folder;
    private readonly TimeProvider clock;
    private readonly Action<Exception> problem;
    private readonly Guid source = Guid.NewGuid();
    private readonly LinkedList<FirstWindow> waiting = new();
    private ScorerSketch<TInput, TOutput>? sketch;
    private ScorerReference<TInput, TOutput>? reference;
    private CollectedWindows collected;
    private DateTimeOffset windowFrom, partFrom;
    private long number, part;
    private ulong bound = ulong.MaxValue;
    // Whether a window ended with what was written since the folder was looked at, by whichever thread. Under the lock of what is written.
    private bool hasEnded;

    /// <summary>A collector that goes on where the folder is.</summary>
    /// <param name="model">The model's name, with which its files begin.</param>
    /// <param name="columns">What is watched.</param>
    /// <param name="options">How many windows are wanted, and where they lie.</param>
    /// <param name="clock">The service's clock.</param>
    /// <param name="problem">Hears of what failed.</param>
    /// <exception cref="ArgumentException">There are no columns, or sensitive ones and no key.</exception>
    /// <exception cref="ModelFileException">The reference that is there is damaged, or of other columns.</exception>
    public FirstCollector(string model, WatchedColumns<TInput, TOutput> columns, FirstWindows options, TimeProvider clock, Action<Exception> problem)
    {
        (this.columns, this.options, this.clock, this.problem) = (columns, options, clock, problem);
        schema = new FirstSchema(options.Version, [.. columns.Inputs.Select(static input => input.Column)], [.. columns.Scores.Select(static score => score.Column)], columns.Noise);
        if (options.Key.IsEmpty && schema.Columns.FirstOrDefault(static column => column.IsSensitive) is { } sensitive)
            throw new ArgumentException($"'{sensitive.Name}' is sensitive, and its values are in the windows that are kept until they are a reference; give {nameof(FirstWindows)}.{nameof(FirstWindows.Key)} to seal them", nameof(options));
        sketch = New();
        folder = new FirstFolder(model, options, schema, problem);
        partFrom = windowFrom = clock.GetUtcNow();
        collected = folder.Collected;
        if (folder.Existing() is { } existing)
        {
            Take(existing);
            folder.Scan();
            folder.Clear();
        }
        else
        {
            Advance();
        }
    }

    /// <summary>The reference; null while windows are collected.</summary>
    public ScorerReference<TInput, TOutput>? Reference => Volatile.Read(ref reference);

    /// <summary>How far it is.</summary>
    public CollectedWindows Collected => Volatile.Read(ref collected);

    /// <summary>Takes rows in, while windows are collected.</summary>
    /// <returns>Whether it took them.</returns>
    public bool Add(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        lock (gate)
        {
            if (sketch is null) return false;
            DateTimeOffset now = clock.GetUtcNow();
            // Windows are counted by the days of the service.
            if (now.UtcDateTime.Date > partFrom.UtcDateTime.Date) End(now, isWhole: false, isWindow: false);
            sketch.Add(inputs, outputs);
            return true;
        }
    }

    /// <summary>Ends a window; <see cref="Drain"/> writes it.</summary>
    /// <param name="to">When it ended: now.</param>
    /// <param name="isWhole">Whether it ended as windows do, and not with the process.</param>
    public void Close(DateTimeOffset to, bool isWhole)
    {
        lock (gate)
        {
            if (sketch is not null) End(to, isWhole, isWindow: true);
        }
    }

    /// <summary>Writes the windows that ended, and makes the reference when there are enough.</summary>
    /// <returns>The rows that were taken in and are in no window, when the reference has just come; else null.</returns>
    public long? Drain()
    {
        lock (writing)
        {
            if (Reference is not null) return null;
            try
            {
                if (folder.Existing() is { } existing) return Take(existing);
                WriteWaiting();
                if (!hasEnded) return null;
                hasEnded = false;
            }
            catch (ModelFileException damage)
            {
                problem(damage);
                return null;
            }
            return Advance();
        }
    }

    // Ends the part of a day, and the window with it or not. Under the lock.
    private void End(DateTimeOffset to, bool isWhole, bool isWindow)
    {
        if (to < partFrom) (partFrom, windowFrom) = (to, to < windowFrom ? to : windowFrom);
        // A window without rows is none, but the last part of one with rows ends it.
        if (sketch!.Rows > 0 || part > 0)
        {
            FirstWindow window = sketch.ToWindow(schema, new FirstSpan(source, number, part, isWhole, windowFrom.ToUniversalTime(), partFrom.ToUniversalTime(), to.ToUniversalTime()));
            // Rows that are in no sample of so many rows as there are already are in none of more.
            window.Inputs.Sample.Sort();
            bound = Math.Min(bound, window.Inputs.Sample.Bound);
            lock (waiting) waiting.AddLast(window);
            sketch = New();
        }
        (partFrom, part) = (to, part + 1);
        if (!isWindow)
        {
            // Days of a long window do not wait in memory for its end.
            ThreadPool.UnsafeQueueUserWorkItem(static collector => collector.WriteDays(), this, preferLocal: false);
            return;
        }
        (windowFrom, part) = (to, 0);
        number++;
    }

    private void WriteDays()
    {
        lock (writing)
        {
            if (Reference is null) WriteWaiting();
        }
    }

    private void WriteWaiting()
    {
        while (First() is { } window)
        {
            try
            {
                folder.Write(window);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Shorten();
                problem(new IOException($"A window of the first ones could not be written to '{options.Folder}': {failure.Message}; it is tried again after the next, and a restart before that forgets it", failure));
                return;
            }
            lock (waiting) waiting.RemoveFirst();
            hasEnded |= window.Span.IsWhole;
        }
    }

    private FirstWindow? First()
    {
        lock (waiting) return waiting.First?.Value;
    }

    // Windows of one day that cannot be written wait as one.
    private void Shorten()
    {
        lock (waiting)
        {
            for (LinkedListNode<FirstWindow>? node = waiting.First; node?.Next is { } next;)
            {
                (FirstSpan own, FirstSpan other) = (node.Value.Span, next.Value.Span);
                if (own.From.Date != other.From.Date)
                {
                    node = next;
                    continue;
                }
                node.Value.Add(next.Value);
                node.Value = node.Value with { Span = own with { To = other.To, IsWhole = own.IsWhole || other.IsWhole } };
                waiting.Remove(next);
            }
        }
    }

    // Looks at what there is, and makes the reference where it is enough.
    private long? Advance()
    {
        try
        {
            folder.Scan();
            CollectedWindows now = folder.Collected;
            Volatile.Write(ref collected, now);
            if (now.Windows < options.Windows || now.Rows < options.Rows)
            {
                Tell(now);
                return null;
            }
            return folder.Make() is { } made ? Take(made) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem(new IOException($"The reference of the first windows could not be written to '{folder.Reference}': {failure.Message}; it is tried again after the next window", failure));
            return null;
        }
    }

    // From here on nothing is collected.
    private long Take(ReferenceProfile profile)
    {
        ScorerReference<TInput, TOutput> own;
        try
        {
            own = new ScorerReference<TInput, TOutput>(columns, profile);
        }
        catch (ArgumentException other)
        {
            throw new ModelFileException($"'{folder.Reference}': {other.Message}", other);
        }
        long left = 0;
        lock (gate)
        {
            left = sketch?.Rows ?? 0;
            sketch = null;
        }
        lock (waiting)
        {
            left += waiting.Sum(static window => window.Rows);
            waiting.Clear();
        }
        Volatile.Write(ref collected, collected with { Rows = profile.Rows, IsWhole = true });
        Volatile.Write(ref reference, own);
        folder.Clear();
        Tell(collected);
        return left;
    }

    private void Tell(CollectedWindows now)
    {
        try
        {
            options.OnCollected?.Invoke(now);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            problem(failure);
        }
    }

    private ScorerSketch<TInput, TOutput> New() => new(columns, isTimed: false, first: BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) & (long.MaxValue >> 1)) { Bound = bound };
}
