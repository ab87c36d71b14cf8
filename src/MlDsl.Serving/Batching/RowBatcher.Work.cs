namespace MlDsl.Serving;

// The one thread at a time that computes. The model runs without the lock.
internal sealed partial class RowBatcher<TKey, TInput, TOutput>
{
    private readonly List<BatchPart<TKey, TInput, TOutput>> parts = [];
    private TInput[] inputs = [];
    private TOutput[] outputs = [];

    /// <summary>Computes what waits on a thread of its own.</summary>
    private void Begin()
    {
        try
        {
            start(() => Work(null));
        }
        catch (Exception problem)
        {
            FailAll(problem);
        }
    }

    /// <summary>Computes batches until nothing waits, or, on a caller's own thread, until its call is over: then another thread goes on.</summary>
    private void Work(BatchCall<TKey, TInput, TOutput>? own)
    {
        bool isDone = true;
        try
        {
            isDone = IsDone(own);
        }
        catch (Exception problem)
        {
            FailAll(problem);
        }
        if (!isDone) Begin();
    }

    // Whether nothing is left to compute; else there is, and the caller's own call is over.
    private bool IsDone(BatchCall<TKey, TInput, TOutput>? own)
    {
        while (true)
        {
            TKey key;
            int rows;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    stage = Stage.Idle;
                    return true;
                }
                if (own is { IsOver: true }) return false;
                if (own is null && Delay() is { } time && time > TimeSpan.Zero)
                {
                    stage = Stage.Delaying;
                    delay.Change(time, Timeout.InfiniteTimeSpan);
                    return true;
                }
                (key, rows) = Compose();
            }
            Count(key, rows);
            Exception?[]? problems = Compute(key, rows);
            lock (gate) Tell(problems);
            parts.Clear();
            Array.Clear(inputs, 0, rows);
            Array.Clear(outputs, 0, rows);
        }
    }

    // No memory for a batch, say. Nobody waits for ever, and the next request begins anew.
    private void FailAll(Exception problem)
    {
        lock (gate)
        {
            foreach (BatchCall<TKey, TInput, TOutput> call in waiting) call.Fail(problem);
            foreach (BatchPart<TKey, TInput, TOutput> part in parts)
                if (!part.Call.IsOver) part.Call.Fail(problem);
            waiting.Clear();
            parts.Clear();
            Array.Clear(inputs);
            Array.Clear(outputs);
            (waitingRows, stage) = (0, Stage.Idle);
        }
    }

    // How long to wait for more rows; null for not at all.
    private TimeSpan? Delay()
    {
        if (isClosed || options.MaxDelay <= TimeSpan.Zero || waiting.Count < 2 || waitingRows >= options.MaxRows) return null;
        return options.MaxDelay - clock.GetElapsedTime(waiting.Min(static c => c.Entered));
    }

    // Takes rows of one key, in order, up to the size of a batch.
    private (TKey Key, int Rows) Compose()
    {
        TKey key = waiting.Min!.Key;
        int rows = 0, most = Math.Min(options.MaxRows, waitingRows);
        if (inputs.Length < most) (inputs, outputs) = (new TInput[most], new TOutput[most]);
        while (rows < most && waiting.Min is { } call && ReferenceEquals(call.Key, key))
        {
            int count = Math.Min(call.Count - call.Taken, most - rows);
            call.Rows.Inputs.Slice(call.Taken, count).CopyTo(inputs.AsSpan(rows));
            parts.Add(new(call, call.Taken, count));
            call.Taken += count;
            rows += count;
            waitingRows -= count;
            if (call.Taken == call.Count) waiting.Remove(call);
        }
        return (key, rows);
    }

    private void Count(TKey key, int rows)
    {
        try
        {
            runner.Runs(key, rows);
            foreach (var (call, from, _) in parts)
                if (from == 0) runner.Waited(key, clock.GetElapsedTime(call.Entered));
        }
        catch (Exception)
        {
            // Whoever listens fails; the rows are computed all the same.
        }
    }

    // What went wrong with each part; null where nothing did.
    private Exception?[]? Compute(TKey key, int rows)
    {
        if (parts.Count > 1)
        {
            try
            {
                runner.Run(key, inputs.AsSpan(0, rows), outputs.AsSpan(0, rows));
                return null;
            }
            catch (Exception)
            {
                // Whose row it was: each request alone says so.
            }
        }
        var problems = new Exception?[parts.Count];
        int at = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            BatchPart<TKey, TInput, TOutput> part = parts[i];
            try
            {
                runner.RunAlone(key, inputs.AsSpan(at, part.Count), outputs.AsSpan(at, part.Count), part.Call.IsArray ? part.From : null);
            }
            catch (Exception problem)
            {
                problems[i] = problem;
            }
            at += part.Count;
        }
        return problems;
    }

    private void Tell(Exception?[]? problems)
    {
        int at = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            var (call, from, count) = parts[i];
            ReadOnlySpan<TOutput> said = outputs.AsSpan(at, count);
            at += count;
            if (call.IsOver) continue;
            if (problems?[i] is { } problem)
            {
                TakeOut(call);
                call.Fail(problem);
                continue;
            }
            said.CopyTo(call.Rows.Outputs[from..]);
            call.Answered += count;
            if (call.Answered == call.Count) call.Complete();
        }
    }
}
