using Microsoft.Extensions.Hosting;

namespace MlDsl.Serving;

/// <summary>Loads all models before the service takes requests, and looks at their files for as long as it runs.</summary>
internal sealed class ModelHosting(IEnumerable<ServedModel> models, IEnumerable<ModelFolder> folders, ServingTelemetry telemetry, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<FileWatch> watches = [];
    private Task running = Task.CompletedTask;
    private CancellationTokenRegistration draining;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A model that cannot be loaded keeps the service from being ready, not from starting: its file may still come.
        foreach (ServedModel model in models) await model.PollAsync(cancellationToken).ConfigureAwait(false);
        foreach (ModelFolder folder in folders) await folder.PollAsync(cancellationToken).ConfigureAwait(false);
        draining = lifetime.ApplicationStopping.Register(Drain);
        var loops = new List<Task>();
        foreach (ServedModel model in models)
            if (model.Options.File is { } file) loops.Add(Watch(model.Options.Golden is { } golden ? [file, golden] : [file], model.Options, model.PollAsync));
        foreach (ModelFolder folder in folders) loops.Add(Watch([Path.Combine(folder.Options.Folder!, "*")], folder.Options.Each, folder.PollAsync));
        running = Task.WhenAll(loops);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        draining.Dispose();
        foreach (FileWatch watch in watches) watch.Dispose();
        foreach (ServedModel model in models) model.Close();
        foreach (ModelFolder folder in folders) folder.Close();
        stopping.Dispose();
    }

    private void Drain()
    {
        foreach (ServedModel model in models) model.Drain();
        foreach (ModelFolder folder in folders) folder.Drain();
    }

    private Task Watch(string[] files, ServingOptions options, Func<CancellationToken, Task> poll)
    {
        if (options.PollEvery <= TimeSpan.Zero && !options.Watch) return Task.CompletedTask;
        var watch = new FileWatch(files, options, telemetry);
        watches.Add(watch);
        return Task.Run(async () =>
        {
            while (await watch.WaitAsync(stopping.Token).ConfigureAwait(false)) await poll(stopping.Token).ConfigureAwait(false);
        });
    }
}
