using MlDsl.Serving.Load.Models;

namespace MlDsl.Serving.Load.Client;

/// <summary>What comes over a service in its life, while callers ask: its model is replaced again and again, by rubbish once, taken back, and the service is told to stop.</summary>
internal sealed class Changes(ServiceProcess service, MadeModels models, ICallers[] callers, int connections)
{
    // What a model that stays by each reload would take is many times as much: 500 trees are more than a megabyte.
    private const double MostGrowth = 24e6;

    private readonly string file = MadeModels.ModelFile(models.Folder);

    public int Reloads { get; private set; }

    /// <summary>What all callers saw until the service closed their connections.</summary>
    public Measured Seen { get; private set; } = new();

    /// <summary>Whether every caller saw both models.</summary>
    public bool IsEachSeen { get; private set; }

    /// <summary>How many more bytes the process had after the last reload than after the first tenth of them: managed ones that are alive, and all.</summary>
    public (double Alive, double Resident) Growth { get; private set; }

    public int ExitCode { get; private set; }

    public bool IsWell => IsEachSeen && ExitCode == 0 && Seen.Failed == 0 && Seen.Mixed == 0 && Seen.Count > 0 && Growth is { Alive: < MostGrowth, Resident: < 2 * MostGrowth };

    public async Task RunAsync(int reloads, TimeSpan pause)
    {
        // They ask until the service is gone.
        Task<Measured>[] running = [.. callers.Select(c => c.RunAsync(connections, TimeSpan.FromMinutes(30)))];
        Used early = default;
        for (; Reloads < reloads; Reloads++)
        {
            if (Reloads == reloads / 10) early = await service.UsedAsync(isCollected: true);
            await ReplaceAsync(models.Bytes[(Reloads + 1) % 2], 200, "loaded");
            await Task.Delay(pause);
        }
        await ReplaceAsync("PK no model"u8.ToArray(), 409, "refused");
        await Task.Delay(pause);
        await ReplaceAsync(models.Bytes[0][..(models.Bytes[0].Length / 2)], 409, "refused");
        await Task.Delay(pause);
        await service.ControlAsync("rollback", 200, "rolled-back");
        await Task.Delay(pause);
        Used late = await service.UsedAsync(isCollected: true);
        Growth = (late.Alive - early.Alive, late.Resident - early.Resident);
        ExitCode = await service.TerminateAsync();
        Measured[] seen = await Task.WhenAll(running);
        (Seen, IsEachSeen) = (Measured.Of(seen), Array.TrueForAll(seen, static m => m.Answers.Count == 2));
    }

    private Task ReplaceAsync(byte[] bytes, int status, string result)
    {
        File.WriteAllBytes(file + ".new", bytes);
        File.Move(file + ".new", file, overwrite: true);
        return service.ControlAsync("reload", status, result);
    }

    /// <summary>Lets callers learn what a model answers, each of the two.</summary>
    public async Task LearnAsync(Func<TripModel, Task> learn)
    {
        await learn(models.Each[0]);
        await ReplaceAsync(models.Bytes[1], 200, "loaded");
        await learn(models.Each[1]);
        await ReplaceAsync(models.Bytes[0], 200, "loaded");
    }
}
