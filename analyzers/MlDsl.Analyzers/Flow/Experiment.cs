using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>An experiment of AutoML, and what it gives: its runs, the best of them, the results of a run's folds.</summary>
internal sealed class Experiment(ImmutableArray<object> ids = default) : Changeable(ids)
{
    /// <summary>The rows that models are fitted on.</summary>
    public View? Data { get; init; }

    /// <summary>The rows that decide which model is the best.</summary>
    public View? Validation { get; init; }

    /// <summary>The trainer that is looked for; its chain is not known but for it.</summary>
    public Step? Trainer { get; init; }

    /// <summary>The call that ran it; null while it is being set up.</summary>
    public SyntaxNode? Site { get; init; }

    /// <summary>The model of a run.</summary>
    public Transformer? Model => Site is null ? null : new(Chain, Data, Site);

    /// <summary>What it fits, with the steps around the trainer that are AutoML's own.</summary>
    public Estimator Chain => Trainer is null ? Estimator.Unknown : new([Step.Opaque, Trainer, Step.Opaque]);

    /// <summary>The same experiment, run by <paramref name="site"/>.</summary>
    public Experiment Run(SyntaxNode site) => new(Ids) { Data = Data, Validation = Validation, Trainer = Trainer, Site = site };

    /// <summary>The same experiment over other rows.</summary>
    public Experiment Over(View? data, View? validation) => new(Ids) { Data = data, Validation = validation, Trainer = Trainer, Site = Site };

    /// <summary>The same experiment for a label.</summary>
    public Experiment For(Step trainer) => new(Ids) { Data = Data, Validation = Validation, Trainer = trainer, Site = Site };
}
