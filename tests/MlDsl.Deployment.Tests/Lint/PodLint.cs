using System.Globalization;
using k8s.Models;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>What runs in a cluster: no right that it does not need, bounds, live is not ready, time to end what was begun.</summary>
internal static class PodLint
{
    /// <param name="pod">The pod.</param>
    /// <param name="port">The port that the program listens to.</param>
    /// <param name="shutdown">How long the program waits for requests in flight.</param>
    public static IEnumerable<string> Of(V1PodSpec pod, int port, TimeSpan shutdown)
    {
        if (pod.SecurityContext?.RunAsNonRoot != true) yield return "the pod may run as root";
        if (pod.SecurityContext?.RunAsUser is null or 0) yield return "the pod names no user";
        if (pod.SecurityContext?.SeccompProfile?.Type != "RuntimeDefault") yield return "the pod has no profile of system calls";
        if (pod.AutomountServiceAccountToken != false) yield return "the pod is given a token of the cluster";
        if (pod.Containers.Count != 1)
        {
            yield return "the pod has not one container";
            yield break;
        }
        V1Container container = pod.Containers[0];
        double pause = Pause(pod);
        if (pause <= 0) yield return "the pod is told to stop while requests are still sent to it";
        if (!((pod.TerminationGracePeriodSeconds ?? 30) > pause + shutdown.TotalSeconds))
            yield return string.Create(CultureInfo.InvariantCulture, $"the pod is killed before the pause of {pause} s and the {shutdown.TotalSeconds} s of the program are over");
        V1SecurityContext? rights = container.SecurityContext;
        if (rights?.ReadOnlyRootFilesystem != true) yield return "the file system is not read-only";
        if (rights?.AllowPrivilegeEscalation != false) yield return "rights may be gained";
        if (rights?.Capabilities?.Drop?.Contains("ALL") != true || rights.Capabilities.Add is { Count: > 0 }) yield return "capabilities are kept";
        foreach (string resource in (string[])["cpu", "memory"])
        {
            if (container.Resources?.Limits?.TryGetValue(resource, out ResourceQuantity? limit) != true) yield return $"there is no limit of {resource}";
            else if (container.Resources.Requests?.TryGetValue(resource, out ResourceQuantity? asked) != true || asked!.ToDecimal() > limit!.ToDecimal())
                yield return $"{resource} is not asked for, or more than its limit";
        }
        if (container.Ports?.SingleOrDefault()?.ContainerPort != port) yield return $"the container's port is not the {port} of the image";
        foreach (string problem in Probes(container, port)) yield return problem;
    }

    /// <summary>How many seconds a pod waits before SIGTERM.</summary>
    public static double Pause(V1PodSpec pod) => pod.Containers[0].Lifecycle?.PreStop?.Sleep?.Seconds ?? 0;

    /// <summary>The paths of all probes.</summary>
    public static IEnumerable<string> Paths(V1PodSpec pod) => pod.Containers.SelectMany(static c => new[] { c.StartupProbe, c.LivenessProbe, c.ReadinessProbe })
        .Select(static probe => probe?.HttpGet?.Path).OfType<string>();

    private static IEnumerable<string> Probes(V1Container container, int port)
    {
        if (container.LivenessProbe?.HttpGet is not { } live || container.ReadinessProbe?.HttpGet is not { } ready)
        {
            yield return "a probe is missing";
            yield break;
        }
        if (live.Path == ready.Path) yield return "live is not ready, and is probed by the same path";
        foreach (V1HTTPGetAction probe in (V1HTTPGetAction[])[live, ready, .. container.StartupProbe is { } startup ? [startup.HttpGet] : Array.Empty<V1HTTPGetAction>()])
            if (probe.Port.Value != container.Ports?.SingleOrDefault()?.Name && probe.Port.Value != port.ToString(CultureInfo.InvariantCulture))
                yield return $"'{probe.Path}' is probed at the port '{probe.Port.Value}', which the container has not";
    }
}
