using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;

namespace MlDsl.Serving;

/// <summary>The endpoints of a service that have models of their own, for those who look at canaries and shadows or change their shares.</summary>
internal sealed class ModelRoutes
{
    private ImmutableArray<ModelRoute> all = [];

    public ModelRoutes(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(Report);

    /// <summary>Adds an endpoint's.</summary>
    public void Add(ModelRoute route) => ImmutableInterlocked.Update(ref all, static (routes, added) => routes.Add(added), route);

    /// <summary>The routes whose requests are sent to a model.</summary>
    public IEnumerable<ModelRoute> Of(ServedModel model) => all.Where(route => route.Main == model);

    // What was found since the last report is said before the service ends.
    private void Report()
    {
        foreach (ModelRoute route in all) route.Shadow?.Report();
    }
}
