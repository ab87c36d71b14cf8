using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MlDsl.Serving.Tests.Traffic;

/// <summary>What a shadow said is counted by the pair of models that answers.</summary>
public sealed class ShadowTallyTests
{
    private static readonly ModelGeneration First = Generation(1), Second = Generation(2), Shadow = Generation(9);

    [Fact]
    public void WhatComesLateOfAReplacedModelBeginsNothingAnew()
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new ServingTelemetry(services.GetRequiredService<IMeterFactory>(), NullLoggerFactory.Instance);
        ModelGeneration current = First;
        var tally = new ShadowTally("ride", "next", new ShadowOptions(), (of, shadowOf) => of == current && shadowOf == Shadow, telemetry, TimeProvider.System);
        Add(First);
        Assert.Equal((First.ToString(), 1), Counted());
        current = Second;
        Add(Second);
        Assert.Equal((Second.ToString(), 1), Counted());
        // It waited while the model was replaced, or its request began before.
        Add(First);
        tally.Refuse(First, Shadow);
        Assert.False(tally.Fail(First, Shadow));
        Add(Second);
        Assert.Equal((Second.ToString(), 2), Counted());
        Assert.Equal((0, 0), (tally.Comparison!.Refused, tally.Comparison.Failed));
        // A rollback is a change like any other.
        current = First;
        Add(First);
        Assert.Equal((First.ToString(), 1), Counted());

        void Add(ModelGeneration of) => tally.Add(of, Shadow, new OutputComparison(1, 0, 0), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        (string, long) Counted() => (tally.Comparison!.Version, tally.Comparison.Requests);
    }

    private static ModelGeneration Generation(int number) => new(number, "ride", FormattableString.Invariant($"{number}"), "", DateTimeOffset.UnixEpoch, 0);
}
