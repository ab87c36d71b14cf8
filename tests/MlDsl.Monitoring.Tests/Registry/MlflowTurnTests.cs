using System.Globalization;
using MlDsl.Tracking.Tests.Mlflow;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Registry;

/// <summary>Several that change the aliases of one registered model: what one was told to be made is made, whatever the others do.</summary>
public sealed class MlflowTurnTests : IAsyncLifetime
{
    private const string Name = "late deliveries", Prefix = "mldsl.change.";

    private static readonly byte[] First = DeliveryModels.File(0.01), Second = DeliveryModels.File(0.1);

    private FakeMlflow server = null!;

    public async Task InitializeAsync() => server = await FakeMlflow.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    private StoredShelf Shelf => server.Store.Shelves[Name];

    [Fact]
    public async Task OfManyAtOnceNoneIsLost()
    {
        const int Writers = 4, Changes = 12;
        RegisteredModel[] models;
        using (MlflowRegistry registry = await Open()) models = [await registry.AddAsync(First), await registry.AddAsync(Second)];
        int[] made = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using MlflowRegistry registry = await Open();
            int count = 0;
            for (int i = 0; i < Changes; i++)
            {
                try
                {
                    await registry.SetAliasAsync($"writer-{writer}", models[count % 2].Hash);
                    count++;
                }
                catch (RegistryException problem)
                {
                    Assert.Contains("at the same moment", problem.Message, StringComparison.Ordinal);
                }
            }
            return count;
        })));
        // Each change counts one further, so that one that was written over would be missing.
        using MlflowRegistry after = await Open();
        MlflowRegistryState state = await after.StateAsync();
        Assert.Equal(made.Sum(), state.Generation);
        for (int writer = 0; writer < Writers; writer++)
            if (made[writer] > 0) Assert.Equal(models[(made[writer] - 1) % 2].Hash, state.Aliases[$"writer-{writer}"]);
        Assert.DoesNotContain(Shelf.Tags.Keys, static tag => tag.StartsWith(Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoIsSeenToHaveBegunIsNotWrittenOver()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First);
        // Between the tag that says that it begins and the look at others another begins.
        server.Faults = _ =>
        {
            if (server.Next.EndsWith("/registered-models/set-tag", StringComparison.Ordinal)) Begin("bob (promote of 12ab)", DateTimeOffset.UtcNow);
            return Fault.None;
        };
        string message = (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(first.Hash))).Message;
        Assert.StartsWith($"Nothing was changed: the registry '{Name}'", message, StringComparison.Ordinal);
        Assert.Contains("is changed at the same moment by bob (promote of 12ab), who began at ", message, StringComparison.Ordinal);
        // Only the other's is left.
        Assert.Equal([$"{Prefix}1.bob"], Shelf.Tags.Keys);
        Shelf.Tags.Clear();
        server.Faults = static _ => Fault.None;
        await registry.PromoteAsync(first.Hash);
        Assert.Equal(["mldsl.index"], Shelf.Tags.Keys);
    }

    [Fact]
    public async Task WhoWasCutOffKeepsOthersWaitingForFiveMinutesAndHimselfNot()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
        // The tag is written, and nothing behind it.
        bool hasBegun = false;
        server.Faults = _ =>
        {
            Fault fault = hasBegun ? Fault.Fails : Fault.None;
            hasBegun |= server.Next.EndsWith("/registered-models/set-tag", StringComparison.Ordinal);
            return fault;
        };
        await Assert.ThrowsAsync<MlflowException>(() => registry.PromoteAsync(first.Hash));
        Assert.StartsWith(Prefix, Assert.Single(Shelf.Tags.Keys), StringComparison.Ordinal);
        server.Faults = static _ => Fault.None;
        Assert.Contains("or, where it was cut off, after ", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(second.Hash))).Message, StringComparison.Ordinal);
        await registry.PromoteAsync(first.Hash);
        Assert.Equal(["mldsl.index"], Shelf.Tags.Keys);

        // One that nobody waits for any more is taken away; a tag of somebody else's is nobody's turn.
        Begin("bob (promote of 12ab)", DateTimeOffset.UtcNow.AddMinutes(-6));
        Shelf.Tags[$"{Prefix}notes"] = "theirs";
        await registry.PromoteAsync(second.Hash);
        Assert.Equal([$"{Prefix}notes", "mldsl.index"], Shelf.Tags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(second, (await registry.StateAsync()).Find(ModelRegistry.Champion));
    }

    [Fact]
    public async Task AServerThatKeepsNoTagsIsNamed()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First);
        server.Faults = _ => server.Next.EndsWith("/registered-models/set-tag", StringComparison.Ordinal) ? Fault.Empty : Fault.None;
        Assert.Contains("did not keep the tag 'mldsl.change.1.", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(first.Hash))).Message, StringComparison.Ordinal);
        Assert.Empty(Shelf.Tags);
    }

    private Task<MlflowRegistry> Open() => MlflowRegistry.OpenAsync(server.Address, Name, RegistryWriter.Options, new MlflowOptions { Retries = 0, Timeout = TimeSpan.FromSeconds(20) });

    private void Begin(string said, DateTimeOffset at) => Shelf.Tags[$"{Prefix}1.bob"] = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:O} ticket {said}");
}
