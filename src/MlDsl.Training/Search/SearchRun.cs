namespace MlDsl.Training;

/// <summary>Takes the steps of a search on workers, and lets them count in their order, whichever ends first.</summary>
/// <param name="space">What is chosen from.</param>
/// <param name="options">The search.</param>
/// <param name="control">Workers, progress and cancellation.</param>
/// <param name="log">Keeps what has ended; null for none.</param>
/// <param name="folds">The number of folds.</param>
/// <param name="evaluate">Trains and measures on one fold; it may run on several threads.</param>
internal sealed class SearchRun(
    SearchSpace space, SearchOptions options, SearchControl control, SearchLog? log, int folds, Func<SearchStep, TrainerOptions, int, CancellationToken, FoldResult> evaluate)
{
    private readonly List<SearchEvaluation> ended = [];
    private readonly Queue<Pending> pending = new();
    private SearchEvaluation? best;
    private double work;

    /// <exception cref="SearchLogException">The log is damaged, or cannot be written.</exception>
    /// <exception cref="TrainingException">Every trial failed.</exception>
    /// <exception cref="TrainerLibraryException">The library of a trainer cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public SearchResult Run()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(control.Cancellation);
        var workers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, control.Threads);
        var factory = new TaskFactory(stop.Token, TaskCreationOptions.None, TaskContinuationOptions.None, workers.ConcurrentScheduler);
        try
        {
            bool isCut = Take(factory, stop.Token);
            return SearchTable.Of(space, ended, options, isCut);
        }
        finally
        {
            // Nothing of the caller's is used any more once the search has returned.
            stop.Cancel();
            Task.WaitAll([.. pending.SelectMany(static p => p.Folds).Select(static fold => fold.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))]);
        }
    }

    private bool Take(TaskFactory factory, CancellationToken cancellation)
    {
        SearchPlan plan = options.Strategy.Plan(space, options);
        for (int next = 0; ; next++)
        {
            while (ended.Count < plan.Needs(next)) End();
            SearchStep? step = plan.Next(next, ended);
            bool isCut = step is not null && work >= options.Budget;
            if (isCut || step is null)
            {
                while (pending.Count > 0) End();
                return isCut;
            }
            Begin(factory, next, step, cancellation);
        }
    }

    private void Begin(TaskFactory factory, int number, SearchStep step, CancellationToken cancellation)
    {
        if (log is not null && number < log.Count)
        {
            pending.Enqueue(new Pending(step, log.Known(number, step, space), []));
            return;
        }
        pending.Enqueue(new Pending(step, null, [.. Enumerable.Range(0, folds).Select(fold => factory.StartNew(() => Evaluate(step, fold, cancellation)))]));
    }

    // Options that do not go together, rows that they cannot learn from, or an error that a library reports are a trial that failed; anything else, a
    // library that cannot be used among it, ends the search.
    private FoldResult Evaluate(SearchStep step, int fold, CancellationToken cancellation)
    {
        try
        {
            return evaluate(step, step.Proposal.Options(space), fold, cancellation);
        }
        catch (Exception problem) when (problem is TrainingException or EvaluationException or ArgumentException or TrainerLibraryException { IsUnusable: false })
        {
            return FoldResult.Failed(problem.Message);
        }
    }

    private void End()
    {
        Pending first = pending.Peek();
        control.Cancellation.ThrowIfCancellationRequested();
        SearchEvaluation evaluation = first.Known ?? SearchEvaluation.Of(first.Step, [.. first.Folds.Select(static fold => fold.GetAwaiter().GetResult())]);
        if (first.Known is null) log?.Add(ended.Count, evaluation, space);
        pending.Dequeue();
        ended.Add(evaluation);
        work += evaluation.Work;
        control.Progress?.Report(SearchTable.Row(space, evaluation, best is { } before && before.Step.Share == evaluation.Step.Share ? before : null, options.Evaluation));
        if (best is null || evaluation.Step.Share > best.Step.Share || (evaluation.Step.Share == best.Step.Share && evaluation.Rank < best.Rank)) best = evaluation;
    }

    /// <summary>A step under way.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Known">What the log has of it; null where it is made.</param>
    /// <param name="Folds">The trainings, fold by fold.</param>
    private sealed record Pending(SearchStep Step, SearchEvaluation? Known, Task<FoldResult>[] Folds);
}
