using System.Text;
using MlDsl.Tracking.Tests.Mlflow;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Registry;

/// <summary>A registry over a server that speaks MLflow's protocol: the words of the folder's, while the server fails as well.</summary>
public sealed class MlflowRegistryTests : IAsyncLifetime, IDisposable
{
    private const string Name = "late deliveries";

    private static readonly byte[] First = DeliveryModels.File(0.01), Second = DeliveryModels.File(0.1);
    private static readonly MlflowOptions Quick = new() { Retries = 0, RetryDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20) };

    private readonly ScratchFolder folder = new();
    private FakeMlflow server = null!;

    public async Task InitializeAsync() => server = await FakeMlflow.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    private StoredShelf Shelf => server.Store.Shelves[Name];

    private Task<MlflowRegistry> Open(RegistryOptions? options = null, MlflowOptions? mlflow = null, string name = Name) => MlflowRegistry.OpenAsync(server.Address, name, options ?? RegistryWriter.Options, mlflow ?? Quick);

    [Fact]
    public async Task AliasesAreChangedAndTakenBack()
    {
        using MlflowRegistry registry = await Open();
        Assert.Null((await registry.StateAsync()).Find(ModelRegistry.Champion));
        var until = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        RegisteredModel first = await registry.AddAsync(First, until, "the first"), second = await registry.AddAsync(Second);
        Assert.Equal(("late", "1", until), (first.Name, first.Version, first.TrainedUntil));
        Assert.Equal(first, await registry.AddAsync(First));
        Assert.Equal(2, Shelf.Versions.Count);
        await registry.PromoteAsync(first.Hash, "it is there");
        await registry.SetAliasAsync(ModelRegistry.Challenger, second.Hash);
        // The server's own aliases say the same.
        Assert.Equal(new Dictionary<string, int> { ["challenger"] = 2, ["champion"] = 1 }, Shelf.Aliases);
        await registry.PromoteAsync(second.Hash, "it is better");
        Assert.Equal(new Dictionary<string, int> { ["champion"] = 2 }, Shelf.Aliases);
        Assert.Equal(Second, (await registry.ReadAsync(ModelRegistry.Champion)).ToArray());
        Assert.Contains("rollback goes to", (await Assert.ThrowsAsync<RegistryException>(() => registry.RemoveAsync(first.Hash))).Message, StringComparison.Ordinal);
        Assert.Equal(first, await registry.RollbackAsync("it was not"));
        Assert.Equal(1, Shelf.Aliases["champion"]);
        Assert.Contains("is the champion", (await Assert.ThrowsAsync<RegistryException>(() => registry.RemoveAsync(first.Hash))).Message, StringComparison.Ordinal);
        await registry.RemoveAsync(second.Hash);
        await Assert.ThrowsAsync<RegistryException>(() => registry.RollbackAsync("again"));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.SetAliasAsync(ModelRegistry.Champion, first.Hash));
        Assert.Contains("has no model", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(second.Hash))).Message, StringComparison.Ordinal);

        using MlflowRegistry again = await Open(RegistryWriter.Options with { AtLeast = 4 });
        MlflowRegistryState state = await again.StateAsync();
        Assert.Equal([first], state.Models);
        Assert.Equal((4L, "rollback", "it was not", first.Hash), (state.Generation, state.Last!.Action, state.Last.Reason, state.Last.Model));
        Assert.Empty(state.Problems);
        Assert.Single(server.Store.Files);
        Assert.Contains("and was at 5", (await Assert.ThrowsAsync<RegistryException>(() => Open(RegistryWriter.Options with { AtLeast = 5 }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceHasTheChampionWhereItLooks()
    {
        using MlflowRegistry registry = await Open();
        string path = folder["service.mldsl"];
        Assert.Contains("is its champion; promote one", (await Assert.ThrowsAsync<RegistryException>(() => registry.CopyToAsync(ModelRegistry.Champion, path))).Message, StringComparison.Ordinal);
        await registry.PromoteAsync((await registry.AddAsync(First)).Hash);
        Assert.True(await registry.CopyToAsync(ModelRegistry.Champion, path));
        int asked = server.Requests.Count;
        Assert.False(await registry.CopyToAsync(ModelRegistry.Champion, path));
        Assert.DoesNotContain(server.Requests.Skip(asked), static r => r.Path.Contains("artifacts", StringComparison.Ordinal));
        Assert.Equal(First, File.ReadAllBytes(path));
        using var stop = new CancellationTokenSource();
        server.Faults = request => request < asked + 5 ? Fault.Fails : Fault.None;
        var problems = new List<Exception>();
        Task following = registry.FollowAsync(ModelRegistry.Champion, path, TimeSpan.FromMilliseconds(20), problems.Add, stop.Token);
        using (MlflowRegistry other = await Patient()) await other.PromoteAsync((await other.AddAsync(Second)).Hash);
        while (!File.ReadAllBytes(path).AsSpan().SequenceEqual(Second)) await Task.Delay(20);
        await stop.CancelAsync();
        await following;
        Assert.All(problems, static problem => Assert.IsType<MlflowException>(problem));
    }

    // Wherever a change is cut off, before or behind what a request does: it is not made or it is, and made again it is whole.
    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.Loses))]
    [InlineData(nameof(Fault.Hangs))]
    [InlineData(nameof(Fault.Page))]
    [InlineData(nameof(Fault.Empty))]
    public async Task WhatIsCutOffAnywhereGoesOn(string name)
    {
        var fault = Enum.Parse<Fault>(name);
        for (int at = 0, cuts = 0; ; at++)
        {
            await using FakeMlflow other = await FakeMlflow.StartAsync();
            int from = at;
            other.Faults = request => request >= from ? fault : Fault.None;
            Exception? problem = await Record.ExceptionAsync(() => Make(other));
            other.Faults = static _ => Fault.None;
            // Of reading, an object that lacks everything is one in which nothing is; what was asked to be made is made all the same.
            if (problem is not null)
            {
                Assert.True(problem is MlflowException or RegistryException, $"{problem}");
                cuts++;
            }
            await Make(other);
            StoredShelf shelf = other.Store.Shelves[Name];
            Assert.Equal(2, shelf.Versions.Count);
            Assert.Equal(new Dictionary<string, int> { ["champion"] = 2 }, shelf.Aliases);
            Assert.Equal(2, other.Store.Files.Count);
            using MlflowRegistry registry = await MlflowRegistry.OpenAsync(other.Address, Name, RegistryWriter.Options, Quick);
            MlflowRegistryState state = await registry.StateAsync();
            Assert.Empty(state.Problems);
            Assert.Equal(Second, (await registry.ReadAsync(ModelRegistry.Champion)).ToArray());
            if (problem is null)
            {
                Assert.InRange(cuts, 12, 60);
                return;
            }
        }

        static async Task Make(FakeMlflow at)
        {
            using MlflowRegistry registry = await MlflowRegistry.OpenAsync(at.Address, Name, RegistryWriter.Options, Quick);
            RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
            if ((await registry.StateAsync()).Find(ModelRegistry.Champion) is null) await registry.PromoteAsync(first.Hash);
            await registry.PromoteAsync(second.Hash);
        }
    }

    [Fact]
    public async Task AnAnswerThatIsLostMakesNothingTwice()
    {
        for (int lost = 0; lost < 20; lost++)
        {
            await using FakeMlflow other = await FakeMlflow.StartAsync();
            int at = lost;
            other.Faults = request => request == at ? Fault.Loses : Fault.None;
            using MlflowRegistry registry = await MlflowRegistry.OpenAsync(other.Address, Name, RegistryWriter.Options, Quick with { Retries = 2 });
            await registry.PromoteAsync((await registry.AddAsync(First)).Hash);
            await registry.PromoteAsync((await registry.AddAsync(Second)).Hash);
            Assert.Equal(2, other.Store.Shelves[Name].Versions.Count);
            Assert.Equal((2L, Second.Length), ((await registry.StateAsync()).Generation, (await registry.ReadAsync(ModelRegistry.Champion)).Length));
        }
    }

    [Fact]
    public async Task WhoHasNoKeyAltersNothingUnseen()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
        await registry.PromoteAsync(first.Hash);
        string index = Shelf.Tags["mldsl.index"];

        // An alias that was set on the server's page.
        Shelf.Aliases["champion"] = 2;
        Shelf.Aliases["challenger"] = 2;
        Shelf.Aliases["theirs"] = 2;
        MlflowRegistryState state = await registry.StateAsync();
        Assert.Equal(first, state.Find(ModelRegistry.Champion));
        Assert.Equal(["the server's alias 'champion' is version 2, and version 1 was signed, which counts; the next change puts it right", "the server's alias 'challenger' is version 2, and nobody signed that; the next change puts it right"], state.Problems);
        await registry.PromoteAsync(first.Hash);
        Assert.Equal(new Dictionary<string, int> { ["champion"] = 1, ["theirs"] = 2 }, Shelf.Aliases);

        // A version that names another file, one of another registered model, and one of somebody else's.
        string signed = Shelf.Versions[1].Tags["mldsl.model"];
        Shelf.Versions[1].Tags["mldsl.model"] = signed.Replace(second.Hash, first.Hash, StringComparison.Ordinal);
        Shelf.Versions.Add(new StoredVersion(9, "s3://theirs", "", []));
        state = await registry.StateAsync();
        Assert.Equal([first], state.Models);
        Assert.Equal(["version 2 of 'late deliveries' was altered, or signed with another key, and is passed over"], state.Problems);
        Shelf.Versions[1].Tags["mldsl.model"] = signed;
        using (MlflowRegistry other = await Open(name: "other"))
        {
            await other.AddAsync(First);
            server.Store.Shelves["other"].Versions[0].Tags["mldsl.model"] = Shelf.Versions[0].Tags["mldsl.model"];
            Assert.Empty((await other.StateAsync()).Models);
            server.Store.Shelves["other"].Tags["mldsl.index"] = index;
            Assert.Contains("was altered, or signed with another key", (await Assert.ThrowsAsync<RegistryException>(() => other.StateAsync())).Message, StringComparison.Ordinal);
        }

        // A file that was altered, and one that is gone: neither is given, nor promoted.
        string path = Assert.Single(server.Store.Files, file => file.Key.Contains(second.Hash, StringComparison.Ordinal)).Key;
        server.Store.Files[path] = [.. Second.Select(static b => (byte)(b ^ 1))];
        Assert.Contains("was altered", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(second.Hash))).Message, StringComparison.Ordinal);
        server.Store.Files.Remove(path);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(second.Hash))).Message, StringComparison.Ordinal);
        Assert.Equal(first, (await registry.StateAsync()).Find(ModelRegistry.Champion));
        await registry.AddAsync(Second);
        await registry.PromoteAsync(second.Hash);

        // Aliases that nobody with the key gave; those of another key.
        Shelf.Tags["mldsl.index"] = Shelf.Tags["mldsl.index"].Replace(second.Hash, first.Hash, StringComparison.Ordinal);
        Assert.Contains("was altered, or signed with another key; give the key", (await Assert.ThrowsAsync<RegistryException>(() => registry.ReadAsync(ModelRegistry.Champion))).Message, StringComparison.Ordinal);
        Shelf.Tags["mldsl.index"] = index;
        Assert.Contains("another key", (await Assert.ThrowsAsync<RegistryException>(() => Open(new RegistryOptions { Key = RegistryKey.Hmac(Encoding.UTF8.GetBytes("sixteen other bytes")) }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTwoChangesAtOnceOneIsTold()
    {
        using MlflowRegistry registry = await Open(), other = await Open();
        RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
        // Right behind the first one's tag the second one's is written.
        Task? between = null;
        server.Faults = _ =>
        {
            if (between is null && server.Next.EndsWith("/set-tag", StringComparison.Ordinal)) between = Task.CompletedTask;
            else if (between == Task.CompletedTask)
            {
                between = Task.FromResult(true);
                server.Faults = static _ => Fault.None;
                Shelf.Tags["mldsl.index"] = Signed(second.Hash);
            }
            return Fault.None;
        };
        Assert.Contains("was changed at the same moment by ann (promote of ", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(first.Hash))).Message, StringComparison.Ordinal);
        Assert.Equal(second, (await other.StateAsync()).Find(ModelRegistry.Champion));
    }

    /// <summary>While a model file is fetched another promotes, and is told that it stands: it does.</summary>
    [Fact]
    public async Task WhatOthersDidBeforeTheWriteIsNotWrittenOver()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
        string theirs = Signed(second.Hash);
        server.Faults = _ =>
        {
            if (server.Next.Contains("/mlflow-artifacts/", StringComparison.Ordinal)) Shelf.Tags["mldsl.index"] = theirs;
            return Fault.None;
        };
        Assert.Contains("was changed at the same moment by ann (promote of ", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(first.Hash))).Message, StringComparison.Ordinal);
        Assert.Equal(theirs, Shelf.Tags["mldsl.index"]);
        server.Faults = static _ => Fault.None;
        await registry.PromoteAsync(first.Hash);
        Assert.Equal((2L, first), ((await registry.StateAsync()).Generation, (await registry.StateAsync()).Find(ModelRegistry.Champion)));
    }

    [Theory]
    [InlineData("latest", "MLflow's own name")]
    [InlineData("Latest", "MLflow's own name")]
    [InlineData("v2", "MLflow's own name")]
    [InlineData("V10", "MLflow's own name")]
    [InlineData("canary 2", "none that MLflow takes")]
    [InlineData("eu/west", "none that MLflow takes")]
    public async Task AnAliasThatMlflowDoesNotTakeIsNotSigned(string alias, string what)
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First);
        Assert.Contains(what, (await Assert.ThrowsAsync<ArgumentException>(() => registry.SetAliasAsync(alias, first.Hash))).Message, StringComparison.Ordinal);
        Assert.Empty(Shelf.Tags);
        await registry.SetAliasAsync("v2-canary", first.Hash);
        Assert.Equal(1, Shelf.Aliases["v2-canary"]);
    }

    /// <summary>An alias that a server of stricter rules refuses is told, and keeps no other back.</summary>
    [Fact]
    public async Task OneRefusedAliasKeepsNoOtherBack()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First);
        Shelf.Tags["mldsl.index"] = Signed(first.Hash, "Canary 2");
        Assert.Contains("what was signed stands", (await Assert.ThrowsAsync<MlflowException>(() => registry.SetAliasAsync("stage", first.Hash))).Message, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, int> { ["champion"] = 1, ["stage"] = 1 }, Shelf.Aliases);
    }

    [Fact]
    public async Task AModelThatWasMadeTwiceIsTakenAwayWhole()
    {
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First);
        Shelf.Versions.Add(Shelf.Versions[0] with { Number = ++Shelf.Last });
        Assert.Equal([first], (await registry.StateAsync()).Models);
        await registry.RemoveAsync(first.Hash);
        Assert.Empty(Shelf.Versions);
        Assert.Empty(server.Store.Files);
        await registry.AddAsync(First);
        await registry.PromoteAsync(first.Hash);
        Assert.Equal(First, (await registry.ReadAsync(ModelRegistry.Champion)).ToArray());
    }

    [Fact]
    public async Task PagesAreReadToTheirEndAndWhatIsTooLongIsNamed()
    {
        server.Store.Page = 1;
        using MlflowRegistry registry = await Open();
        RegisteredModel first = await registry.AddAsync(First), second = await registry.AddAsync(Second);
        Assert.Equal([first, second], (await registry.StateAsync()).Models);
        Assert.Contains("give a shorter reason", (await Assert.ThrowsAsync<RegistryException>(() => registry.PromoteAsync(first.Hash, new string('a', 6000)))).Message, StringComparison.Ordinal);
        // Champions are forgotten beyond the sixteenth, so that the tag never grows too long.
        for (int i = 0; i < 40; i++) await registry.PromoteAsync(i % 2 == 0 ? first.Hash : second.Hash);
        Assert.InRange(Shelf.Tags["mldsl.index"].Length, 1000, 3000);
        Assert.Equal(first, await registry.RollbackAsync("once"));
    }

    [Fact]
    public async Task ServersThatAreNoneAreNamed()
    {
        Assert.Contains("could not be asked", (await Assert.ThrowsAsync<MlflowException>(() => MlflowRegistry.OpenAsync(new Uri("http://127.0.0.1:9"), Name, RegistryWriter.Options, Quick))).Message, StringComparison.Ordinal);
        server.Faults = static _ => Fault.Page;
        Assert.Contains("no answer of MLflow's", (await Assert.ThrowsAsync<MlflowException>(() => Open())).Message, StringComparison.Ordinal);
        server.Faults = static _ => Fault.Late;
        Assert.Contains("did not answer", (await Assert.ThrowsAsync<MlflowException>(() => Open(mlflow: Quick with { Timeout = TimeSpan.FromMilliseconds(50) }))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Open(name: "a/b"));
        await Assert.ThrowsAsync<ArgumentException>(() => MlflowRegistry.OpenAsync(new Uri("ftp://a"), Name, RegistryWriter.Options));
        server.Faults = static _ => Fault.None;
        MlflowRegistry registry = await Open();
        await Assert.ThrowsAsync<ModelFileException>(() => registry.AddAsync(new byte[9]));
        registry.Dispose();
        Assert.Contains(nameof(MlflowRegistry), (await Assert.ThrowsAsync<ObjectDisposedException>(() => registry.StateAsync())).Message, StringComparison.Ordinal);
    }

    private Task<MlflowRegistry> Patient() => Open(mlflow: Quick with { Retries = 20 });

    private static string Signed(string champion, string alias = ModelRegistry.Champion) => Encoding.UTF8.GetString(new Monitoring.Registry.RegistryIndex(
        new RegistryChange(1, DateTimeOffset.UnixEpoch, "ann", "promote", champion, ModelRegistry.Champion, ""), "", [], new Dictionary<string, string> { [ModelRegistry.Champion] = champion, [alias] = champion }, [champion])
        .Write(RegistryWriter.Options.Key, [.. "mldsl.mlflow.index.1\n"u8, .. Encoding.UTF8.GetBytes(Name), (byte)'\n']));
}
